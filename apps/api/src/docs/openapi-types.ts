import type { OpenAPIObject } from '@nestjs/swagger';

// The package exports the type of the whole document alone: its parts are taken out of that.
export type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
export type ReferenceObject = { $ref: string };
type Inline<Part> = Exclude<NonNullable<Part>, ReferenceObject>;

export type ParameterObject = Extract<NonNullable<OperationObject['parameters']>[number], { in: string }>;
export type RequestBodyObject = Extract<NonNullable<OperationObject['requestBody']>, { content: object }>;
export type MediaTypeObject = RequestBodyObject['content'][string];
export type ResponseObject = Extract<OperationObject['responses'][string], { description: string }>;
export type HeadersObject = NonNullable<ResponseObject['headers']>;
export type SchemaObject = Inline<MediaTypeObject['schema']>;
