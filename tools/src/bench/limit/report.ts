import { BOUNDS } from './bounds.js';
import { MANY } from './measure-endpoint.js';
import type { Compared, MeasuredEndpoint } from './measured-endpoint.js';
import type { Measurement } from './measurement.js';

const HEADER = [
  'endpoint', 'requests/s', 'bare', 'rate', 'p50', 'p95', 'p99', 'bare p99', 'p99 ratio', 'CPU', 'bare CPU', 'statements', 'round trips',
]; // prettier-ignore

/** The rows of the table for 16 connections; times in milliseconds. */
export function rowsOfMany(endpoints: readonly MeasuredEndpoint[]): string[][] {
  return [HEADER, ...endpoints.map((one) => [...rowOf(one, one.many), String(one.statements), String(one.roundTrips)])];
}

/** The rows of the table for one connection. */
export function rowsOfOne(endpoints: readonly MeasuredEndpoint[]): string[][] {
  return [
    [...HEADER.slice(0, -2), 'bytes'],
    ...endpoints.map((one) => [...rowOf(one, one.one), String(one.answerBytes)]),
  ];
}

function rowOf({ name }: MeasuredEndpoint, { api, bare, rate, p99 }: Compared): string[] {
  const cpu = (ms: number | null): string => (ms === null ? '-' : ms.toFixed(2));
  return [
    name,
    ...[api.perSecond, bare.perSecond].map((perSecond) => perSecond.toFixed(0)),
    rate.toFixed(2),
    ...[api.p50, api.p95, api.p99, bare.p99].map((ms) => ms.toFixed(1)),
    p99.toFixed(1),
    cpu(api.cpuMs),
    cpu(bare.cpuMs),
  ];
}

/** What the run says of the processes, a line each. */
export function processLines({ process: { readySeconds, apiMb, workerMb } }: Measurement): string[] {
  const mb = (held: number | null): string => (held === null ? 'not told by this system' : `${held.toFixed(0)} MB`);
  return [
    `API ready after ${readySeconds.toFixed(2)} s (bound ${BOUNDS.readySeconds} s)`,
    `API resident after the run: ${mb(apiMb)} (bound ${BOUNDS.apiMb} MB)`,
    `Worker resident, idle: ${mb(workerMb)} (bound ${BOUNDS.workerMb} MB)`,
  ];
}

/** The page of the documentation. */
export function markdown(measurement: Measurement): string {
  const { machine, shops, endpoints } = measurement;
  return `# Performance

Written by \`npm run bench -- --record\`; the same figures as JSON are in [performance.json](performance.json), which
\`npm run bench -- --check\` compares with. ${machine.day}, ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, Node
${machine.node}, PostgreSQL ${machine.postgres}; servers, database and load share the machine. ${shops}

The limit is a bare \`node:http\` and \`pg\` server in the same run: no framework, no sign-in, no tenant, no validation. It has the
same statements carried out, prepared, and answers the same bytes, on Node as it comes; the API has its own options of V8
(ADR 0042 and 0043), with which the bare server would be faster as well. **rate** is the API's requests a second as a share of the bare
server's, the median of turns that both take; **round trips** is how often the API waits for PostgreSQL. Times are in
milliseconds, CPU is that of the server's own process for one request.

Bounds, with ${MANY} connections: reads at least ${BOUNDS.readRate} of the rate and at most ${BOUNDS.readP99} times the p99; booking a sale
at least ${BOUNDS.saleRate} of the rate of a bare server that does the same transaction.

## ${MANY} connections

${table(rowsOfMany(endpoints))}

## One connection

${table(rowsOfOne(endpoints))}

## Processes

${processLines(measurement)
  .map((line) => `- ${line}`)
  .join('\n')}
`;
}

function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, column) => (column === 0 ? '---' : '--:'));
  return [header, rule, ...rows].map(line).join('\n');
}
