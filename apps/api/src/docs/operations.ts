import type { OpenAPIObject } from '@nestjs/swagger';
import type {
  MediaTypeObject,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  ResponseObject,
} from './openapi-types.js';
import { type ERROR_CODES } from '../http/refusals.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** One route of the document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** The object inside the document: what is added to it is added to the document. */
  readonly object: OperationObject & { [ERROR_CODES]?: readonly string[] };
}

export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const object = item[method];
      return object ? [{ method, path, object }] : [];
    }),
  );
}

/** Parameters as Nest documents them: never by reference. */
export function parametersOf({ object }: Operation): ParameterObject[] {
  return (object.parameters ?? []).filter((parameter) => 'name' in parameter);
}

/** The content of the body that an operation takes, by media type; empty where it takes none. */
export function bodyOf({ object }: Operation): Record<string, MediaTypeObject> {
  const body: RequestBodyObject | undefined =
    object.requestBody && 'content' in object.requestBody ? object.requestBody : undefined;
  return body?.content ?? {};
}

/** What an operation answers when all went well. */
export function goodResponsesOf({ object }: Operation): ResponseObject[] {
  return Object.entries(object.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => (response && 'description' in response ? [response] : []));
}
