import { createRequire } from 'node:module';
import { SwaggerModule } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { openApiDocument } from './openapi.js';

const REDOC_SCRIPT = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');

const REDOC_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tor Monitor API</title>
  </head>
  <body style="margin: 0">
    <redoc spec-url="/openapi.json" disable-google-font="true"></redoc>
    <script src="/redoc/redoc.standalone.js"></script>
  </body>
</html>
`;

/**
 * Serves the documentation: Swagger UI on `/docs`, ReDoc on `/redoc`, the document itself on `/openapi.json`. The document is made
 * when it is first asked for.
 */
export function serveDocs(app: NestExpressApplication, devMode: boolean): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, devMode), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tor Monitor API',
  });
  app.use('/redoc/redoc.standalone.js', (_: Request, response: Response) =>
    response.sendFile(REDOC_SCRIPT, { maxAge: '1d' }),
  );
  app.use('/redoc', (_: Request, response: Response) => response.type('html').send(REDOC_PAGE));
}
