import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { ExportedFile } from './export.service.js';

/** Sends a file as a download. */
export function csvAnswer({ content, bytes }: ExportedFile, name: string): StreamableFile {
  return new StreamableFile(content, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}"`,
    length: bytes,
  });
}

/** Documents an answer that is a CSV file. */
export const ApiCsv = (name: string, example: string): MethodDecorator =>
  applyDecorators(
    ApiProduces('text/csv'),
    ApiOkResponse({
      description: 'UTF-8 with a byte order mark, a header line, lines that end with CR LF',
      headers: {
        'Content-Disposition': {
          description: 'The name of the file',
          schema: { type: 'string', example: `attachment; filename="${name}"` },
        },
      },
      content: { 'text/csv': { schema: { type: 'string' }, example } },
    }),
  );
