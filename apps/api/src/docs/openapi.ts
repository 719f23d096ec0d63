import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDetails } from '../http/problem-details.js';

/** The OpenAPI document of all routes. */
export function openApiDocument(app: INestApplication, devMode: boolean): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Tor Monitor')
    .setDescription('Goods, sales and restock advice for small shops')
    .setVersion('1.0')
    .addBearerAuth();
  if (devMode) description.addOAuth2({ type: 'oauth2', flows: { password: { tokenUrl: '/token', scopes: {} } } });
  return SwaggerModule.createDocument(app, description.build(), { extraModels: [ProblemDetails] });
}
