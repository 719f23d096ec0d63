import { readFileSync } from 'node:fs';
import { operationsOf, type Operation } from '@tor/tools/openapi/document';

const DOCUMENT = new URL('../../../docs/openapi.json', import.meta.url);

/** A code that the document says an operation refuses with. */
export interface DocumentedRefusal {
  readonly operation: Operation;
  readonly status: number;
  readonly code: string;
}

/** All refusals of the committed document that are the caller's doing. */
export function documentedRefusals(): DocumentedRefusal[] {
  return operationsOf(JSON.parse(readFileSync(DOCUMENT, 'utf8'))).flatMap((operation) =>
    Object.entries(operation.responses)
      .filter(([status]) => status.startsWith('4'))
      .flatMap(([status, { content = {} }]) =>
        Object.values(content)
          .flatMap(({ examples = {} }) => Object.keys(examples))
          .map((code) => ({ operation, status: Number(status), code })),
      ),
  );
}
