import { closedLoop } from '../../load/closed-loop.js';
import { cpuSecondsOf } from '../../load/cpu-of.js';
import { RawConnection, requestBytes } from '../../load/raw-connection.js';
import { compare, type Compared, type MeasuredEndpoint, type Turn } from './measured-endpoint.js';
import type { NotedEndpoint } from './note-statements.js';

/** A server that is measured. */
export interface Target {
  readonly url: string;
  readonly pid: number;
}

export interface Targets {
  readonly api: Target;
  readonly bare: Target;
  readonly token: string;
}

/** How long and how often. */
export interface Pace {
  readonly turns: number;
  readonly turnMs: number;
  readonly warmUpMs: number;
}

export const MANY = 16;
/** So many characters of an answer are shown. */
const SHOWN = 500;

/**
 * Measures API and bare server in turns, so that what else the machine does hits both alike.
 * @throws what the signal is aborted with, and Error when the bare server answers other bytes than the API
 */
export async function measureEndpoint(
  noted: NotedEndpoint,
  { api, bare, token }: Targets,
  { turns, turnMs, warmUpMs }: Pace,
  signal: AbortSignal,
): Promise<MeasuredEndpoint> {
  const { name, method, path, status, route } = noted;
  const headers = { Authorization: `Bearer ${token}` };
  const bodies = noted.bodies ?? [undefined];
  const requests = bodies.map((body) =>
    requestBytes({ method, path, headers, ...(body && { body: JSON.stringify(body) }) }),
  );
  const turn = async ({ url, pid }: Target, connections: number, ms: number): Promise<Turn> => {
    signal.throwIfAborted();
    const before = cpuSecondsOf(pid);
    const result = await closedLoop({ url, requests, connections, ms, status });
    const after = cpuSecondsOf(pid);
    const cpuMs = before === null || after === null ? null : ((after - before) * 1000) / result.latencies.count;
    return { ...result, cpuMs };
  };
  const compared = async (connections: number): Promise<Compared> => {
    const ofApi: Turn[] = [];
    const ofBare: Turn[] = [];
    await turn(api, connections, warmUpMs);
    await turn(bare, connections, warmUpMs);
    for (let round = 0; round < turns; round++) {
      ofApi.push(await turn(api, connections, turnMs));
      ofBare.push(await turn(bare, connections, turnMs));
    }
    return compare(ofApi, ofBare);
  };
  const answerBytes = await sameBytes(requests[0] as Buffer, api, bare, route.writes === undefined);
  return {
    name,
    request: `${method} ${path}`,
    answerBytes,
    statements: route.statements.length,
    roundTrips: noted.roundTrips,
    many: await compared(MANY),
    one: await compared(1),
  };
}

/** @returns how many there are */
async function sameBytes(request: Buffer, api: Target, bare: Target, exactly: boolean): Promise<number> {
  const [ofApi, ofBare] = await Promise.all(
    [api, bare].map(async ({ url }) => {
      const connection = await RawConnection.open(url);
      try {
        return (await connection.send(request)).body;
      } finally {
        connection.close();
      }
    }),
  );
  if (!ofApi || !ofBare) throw new Error('There was no answer');
  if (exactly ? !ofApi.equals(ofBare) : ofApi.length !== ofBare.length) {
    const [was, expected] = [ofBare, ofApi].map((body) => body.toString().slice(0, SHOWN));
    throw new Error(`The bare server answered ${was} instead of ${expected}`);
  }
  return ofApi.length;
}
