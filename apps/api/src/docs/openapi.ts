import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDetails } from '../http/problem-details.js';
import { addExamples } from './add-examples.js';
import { operationsOf } from './operations.js';
import { addProblemResponses } from './problem-responses.js';
import { TAGS } from './tags.js';

const DESCRIPTION = `Goods, stock, sales and restock advice for small shops.

Sign in, then send the access token with every request: \`Authorization: Bearer <token>\`. Fields are snake_case, days are
\`YYYY-MM-DD\` in the shop's time zone, instants are ISO 8601 in UTC, amounts are JSON numbers with two decimal places at most.

Every refusal is \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`x-error-codes\` lists those of a route. A POST that
writes takes an \`Idempotency-Key\`: sent again with the same key, the request is carried out once.`;

/** The OpenAPI document of all routes. */
export function openApiDocument(app: INestApplication, devMode: boolean): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Tor Monitor')
    .setDescription(DESCRIPTION)
    .setVersion('1.0')
    .addBearerAuth();
  if (devMode) description.addOAuth2({ type: 'oauth2', flows: { password: { tokenUrl: '/token', scopes: {} } } });
  const document = SwaggerModule.createDocument(app, description.build(), {
    extraModels: [ProblemDetails],
    operationIdFactory: operationId,
  });
  document.tags = tagsOf(document);
  addExamples(document);
  addProblemResponses(document);
  sortSchemas(document);
  return document;
}

/** The tags in use, with their descriptions. */
function tagsOf(document: OpenAPIObject): { name: string; description: string }[] {
  const used = new Set(operationsOf(document).flatMap(({ object }) => object.tags ?? []));
  return Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

/** In the order of their names, and not of the routes that happen to mention them first. */
function sortSchemas({ components }: OpenAPIObject): void {
  if (!components?.schemas) return;
  components.schemas = Object.fromEntries(Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `goods_list` of `GoodsController.list`; `sign_out` where both say the same. */
function operationId(controller: string, handler: string): string {
  const names = [controller.replace(/Controller$/, ''), handler].map(snakeCase);
  return [...new Set(names)].join('_');
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}
