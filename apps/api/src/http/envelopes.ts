import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { Page } from '@tor/persistence/repositories/page';
import type { PageQuery } from './page-query.js';

export interface ListEnvelope<View> {
  data: View[];
  total: number;
  page: number;
  limit: number;
}

export interface DetailEnvelope<View> {
  data: View;
}

export interface MessageEnvelope<View> {
  message: string;
  data: View;
}

/** A page of rows as the client sees it. */
export function listEnvelope<Row, View>(
  query: PageQuery,
  page: Page<Row>,
  view: (row: Row) => View,
): ListEnvelope<View> {
  return { data: page.rows.map(view), total: page.total, page: query.page_index, limit: query.limit };
}

/** Documents an answer `{data: [...], total, page, limit}`. */
export function ApiList(view: Type): MethodDecorator {
  return envelope(view, {
    data: { type: 'array', items: { $ref: getSchemaPath(view) } },
    total: { type: 'integer', minimum: 0, example: 1 },
    page: { type: 'integer', minimum: 1, example: 1 },
    limit: { type: 'integer', minimum: 1, example: 20 },
  });
}

/** Documents an answer `{data: {...}}`. */
export const ApiDetail = (view: Type): MethodDecorator => envelope(view, { data: { $ref: getSchemaPath(view) } });

/** Documents an answer `{message, data: {...}}`. */
export function ApiMessage(view: Type, message: string): MethodDecorator {
  return envelope(view, { message: { type: 'string', example: message }, data: { $ref: getSchemaPath(view) } });
}

function envelope(view: Type, properties: Record<string, object>): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(view),
    ApiOkResponse({ schema: { type: 'object', properties, required: Object.keys(properties) } }),
  );
}
