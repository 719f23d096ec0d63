import type { ReferenceObject, SchemaObject } from './openapi-types.js';

/** The schemas that a document keeps by name. */
export type Schemas = Readonly<Record<string, SchemaObject | ReferenceObject>>;

/**
 * An example of a schema, put together from those of its properties. What has none and cannot be guessed is undefined, and
 * so left out of the JSON.
 */
export function schemaExample(schema: SchemaObject | ReferenceObject, schemas: Schemas): unknown {
  const { example, default: fallback, ...rest } = resolved(schema, schemas);
  if (example !== undefined) return example;
  const [firstOfAll] = rest.allOf ?? rest.oneOf ?? rest.anyOf ?? [];
  if (firstOfAll) return schemaExample(firstOfAll, schemas);
  if (rest.properties) return objectExample(rest.properties, schemas);
  if (rest.items) return [schemaExample(rest.items, schemas)];
  return fallback ?? rest.enum?.[0];
}

/** The schema that a reference stands for. */
export function resolved(schema: SchemaObject | ReferenceObject, schemas: Schemas): SchemaObject {
  if (!('$ref' in schema)) return schema;
  const named = schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (!named) throw new Error(`The document has no schema ${schema.$ref}`);
  return resolved(named, schemas);
}

function objectExample(properties: Schemas, schemas: Schemas): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, schemaExample(property, schemas)]),
  );
}
