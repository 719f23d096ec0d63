import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expectOk, type Shop } from '../../world/shop.js';
import type { World } from '../../world/world.js';
import type { WorldProcess } from '../../world/world-process.js';
import type { BareRoute } from './bare-routes.js';
import type { Endpoint } from './endpoints.js';
import type { SentUnit } from './sent-units.js';

const PROBE = new URL('./statement-probe.js', import.meta.url);
const PATIENCE_MS = 10_000;

/** An endpoint, and what it takes to answer it. */
export interface NotedEndpoint extends Endpoint {
  readonly route: BareRoute;
  readonly roundTrips: number;
}

/**
 * Has an API of its own answer each endpoint, and notes the statements that it sends for it. What writes is asked first: the
 * answers of what reads are those that it will give from then on.
 */
export async function noteStatements(
  world: World,
  shop: Shop,
  endpoints: readonly Endpoint[],
  folder: string,
): Promise<NotedEndpoint[]> {
  const file = join(folder, 'statements.json');
  const probe = `${PROBE.href}?file=${encodeURIComponent(pathToFileURL(file).href)}`;
  const api = await world.startApi({ NODE_OPTIONS: `--import ${probe}` });
  const noted: NotedEndpoint[] = [];
  const writesFirst = [...endpoints].sort((a, b) => Number(a.method === 'GET') - Number(b.method === 'GET'));
  for (const endpoint of writesFirst) {
    const { method, path, bodies } = endpoint;
    const ask = async (): Promise<unknown> =>
      expectOk(await shop.call({ url: api.url, method, path, ...(bodies && { body: bodies[0] }) })).body as unknown;
    // The first time something is learnt that the API remembers, such as that the tenant is there.
    await ask();
    await sentSince(world, api, file);
    const answer = await ask();
    const units = await sentSince(world, api, file);
    noted.push({
      ...endpoint,
      roundTrips: units.reduce((sum, unit) => sum + unit.roundTrips, 0),
      route: {
        ...{ method, path, answer, status: endpoint.status },
        statements: units.flatMap((unit) => unit.statements),
        ...(endpoint.goodsField !== undefined && { writes: written(answer, endpoint.goodsField, bodies?.[0]) }),
      },
    });
  }
  await api.stop();
  return noted.sort(
    (a, b) => endpoints.findIndex(({ name }) => name === a.name) - endpoints.findIndex(({ name }) => name === b.name),
  );
}

function written(answer: unknown, goodsField: string, body: object | undefined): BareRoute['writes'] & object {
  const { id } = (answer as { data: { id: string } }).data;
  return { id, goodsField, goodsId: String((body as Record<string, unknown>)[goodsField]) };
}

async function sentSince(world: World, api: WorldProcess, file: string): Promise<SentUnit[]> {
  rmSync(file, { force: true });
  process.kill(api.pid, 'SIGUSR2');
  let units: SentUnit[] | undefined;
  await world.until('the API did not tell what it sent', () => (units = readUnits(file)) !== undefined, PATIENCE_MS);
  return units ?? [];
}

function readUnits(file: string): SentUnit[] | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SentUnit[];
  } catch {
    return undefined;
  }
}
