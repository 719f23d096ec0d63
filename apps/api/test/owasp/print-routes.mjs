// Puts the compiled app together, without a port, and prints what its router and its document know. Jest cannot load Nest's
// packages of both module systems into one test.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { logSettings } from '@tor/config/log-settings';
import { ProcessLogger } from '@tor/process/process-logger';
import { AppModule } from '../../dist/app.module.js';
import { configureApp } from '../../dist/configure-app.js';
import { openApiDocument } from '../../dist/docs/openapi.js';

const config = loadConfig('api');
const options = { logger: false, bodyParser: false, abortOnError: false };
const app = await NestFactory.create(AppModule.forRoot(config), options);
configureApp(app, config, new ProcessLogger('api', logSettings(config)));
await app.init();
const { router } = app.getHttpAdapter().getInstance();
const routes = router.stack.flatMap(({ route }) =>
  route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
);
process.stdout.write(JSON.stringify({ routes, document: openApiDocument(app, false) }));
await app.close();
