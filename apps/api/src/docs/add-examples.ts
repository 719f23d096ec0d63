import type { OpenAPIObject } from '@nestjs/swagger';
import type { MediaTypeObject, ParameterObject } from './openapi-types.js';
import { bodyOf, goodResponsesOf, operationsOf, parametersOf } from './operations.js';
import { schemaExample, type Schemas } from './schema-example.js';

/** Gives every body, answer and parameter of a document its example, from the examples of the properties. */
export function addExamples(document: OpenAPIObject): void {
  const schemas = document.components?.schemas ?? {};
  for (const operation of operationsOf(document)) {
    for (const parameter of parametersOf(operation)) addParameterExample(parameter, schemas);
    const contents = [bodyOf(operation), ...goodResponsesOf(operation).map(({ content }) => content ?? {})];
    for (const media of contents.flatMap((content) => Object.values(content))) addMediaExample(media, schemas);
  }
}

function addParameterExample(parameter: ParameterObject, schemas: Schemas): void {
  if (parameter.example !== undefined || parameter.examples || !parameter.schema) return;
  const example = schemaExample(parameter.schema, schemas);
  if (example !== undefined) parameter.example = example;
}

function addMediaExample(media: MediaTypeObject, schemas: Schemas): void {
  if (media.example !== undefined || media.examples || !media.schema) return;
  const example = schemaExample(media.schema, schemas);
  if (example !== undefined) media.example = example;
}
