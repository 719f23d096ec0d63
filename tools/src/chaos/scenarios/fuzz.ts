import { describeFinding } from '../../fuzz/describe-finding.js';
import { runFuzz } from '../../fuzz/run-fuzz.js';
import type { ApiDocument } from '../../openapi/document.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';

const REQUESTS = { full: 10_000, small: 500 };

/** Random requests, as `npm run fuzz` sends them. */
export const fuzz: Scenario = {
  name: 'fuzz',
  promise:
    'Random requests are never answered 5xx, nor otherwise than the OpenAPI document says, and the books balance after them',
  run,
};

async function run({ small, seed, signal, startWorld }: ScenarioContext): Promise<Figures> {
  const world = await startWorld({ queue: 'postgres', env: { FORECAST_WAIT_MS: '0' } });
  const document = (await world.call({ path: '/openapi.json' })).body as ApiDocument;
  const requests = small ? REQUESTS.small : REQUESTS.full;
  const { findings, statuses } = await runFuzz({ url: world.url, document, requests, seed, signal });
  world.expectAllAlive();
  const first = findings[0];
  promised(first === undefined, `${findings.length} findings, the first: ${first ? describeFinding(first, seed) : ''}`);
  const counted = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  return { requests, 'answers by status': counted.join(', ') };
}
