import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@tor/config/load-config';
import { slowerThanRecorded, outOfBounds } from '../src/bench/limit/bounds.js';
import { compare, type Compared, type MeasuredEndpoint, type Turn } from '../src/bench/limit/measured-endpoint.js';
import type { Measurement } from '../src/bench/limit/measurement.js';
import { readLimitOptions } from '../src/bench/limit/limit-options.js';
import { type SentUnit, UnitReader } from '../src/bench/limit/sent-units.js';
import { UsageError } from '../src/arguments/usage-error.js';
import { scratchEnvironment } from '../src/scratch/scratch-environment.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const E2E_TIMEOUT_MS = 180_000;

function bench(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'bench', ...args], {
    cwd: ROOT,
    env: scratchEnvironment(processEnvironment()),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

function turn(perSecond: number, p99: number): Turn {
  return { perSecond, cpuMs: 1, latencies: { count: 10, p50: 1, p95: 2, p99, max: p99 } };
}

function endpoint(name: string, rate: number, p99 = 1): MeasuredEndpoint {
  const many: Compared = { ...compare([turn(rate * 100, p99)], [turn(100, 1)]) };
  return { name, request: `GET /${name}`, answerBytes: 2, statements: 1, roundTrips: 1, one: many, many };
}

function measurement(endpoints: MeasuredEndpoint[], process: Partial<Measurement['process']> = {}): Measurement {
  return {
    machine: { cpu: 'a processor', cores: 2, memoryGb: 8, node: '20', postgres: '18', day: '2026-03-01' },
    shops: 'One shop.',
    endpoints,
    process: { readySeconds: 1, apiMb: 100, workerMb: 100, ...process },
  };
}

describe('npm run bench', () => {
  it(
    'measures each endpoint against the bare server, which answers the same bytes',
    async () => {
      const { code, said } = await bench('--small');
      expect({ code, said }).toMatchObject({ code: 0 });
      for (const name of ['goods list', 'sales search', 'dashboard', 'restock', 'book a sale']) {
        expect(said.match(new RegExp(`^${name} .*\\d`, 'gm'))).toHaveLength(2);
      }
      expect(said).toMatch(/^API ready after [\d.]+ s/m);
    },
    E2E_TIMEOUT_MS,
  );

  it('says what it takes when it is not understood', async () => {
    const { code, said } = await bench('nonsense');
    expect(code).toBe(2);
    expect(said).toContain('npm run bench -- NAME');
    expect(() => readLimitOptions(['--record', '--check'])).toThrow(UsageError);
    expect(() => readLimitOptions(['--record', '--small'])).toThrow(UsageError);
    expect(() => readLimitOptions(['--small', '--check'])).toThrow(UsageError);
    expect(readLimitOptions(['--check'])).toEqual({ small: false, check: true, record: false });
  });
});

describe('what the bench compares', () => {
  it('are the medians of turns that both took', () => {
    const compared = compare([turn(50, 4), turn(10, 90), turn(60, 5)], [turn(100, 2), turn(100, 2), turn(100, 2)]);
    expect(compared).toMatchObject({ rate: 0.5, p99: 2.5, api: { perSecond: 50 }, bare: { perSecond: 100 } });
  });

  it('names what is out of its bounds', () => {
    expect(outOfBounds(measurement([endpoint('goods list', 0.5, 2.5), endpoint('book a sale', 0.4)]))).toEqual([]);
    const wrong = outOfBounds(
      measurement([endpoint('goods list', 0.49), endpoint('settings', 0.6, 2.6), endpoint('book a sale', 0.39, 9)], {
        ...{ readySeconds: 2.1, apiMb: 180, workerMb: 140 },
      }),
    );
    expect(wrong.map((line) => line.split(/[: ]/)[0])).toEqual(['goods', 'settings', 'book', 'API', 'API', 'An']);
    expect(outOfBounds(measurement([], { apiMb: null, workerMb: null }))).toEqual([]);
  });

  it('names what has become slower by a tenth or more, and what is gone', () => {
    const recorded = new Map([
      ['goods list', 0.6],
      ['settings', 0.5],
      ['gone', 0.5],
    ]);
    const now = [endpoint('goods list', 0.541), endpoint('settings', 0.45), endpoint('new', 0.1)];
    expect(slowerThanRecorded(now, recorded).map((line) => line.split(':')[0])).toEqual(['settings', 'gone']);
  });
});

describe('what is sent for a tenant', () => {
  function unitsOf(send: (reader: UnitReader) => void): SentUnit[] {
    const units: SentUnit[] = [];
    send(new UnitReader((unit) => units.push(unit)));
    return units;
  }

  it('is put together from a transaction', () => {
    const units = unitsOf((reader) => {
      reader.query(`BEGIN; SELECT set_config('app.user_id', 'x', true)`);
      reader.parse('', 'SELECT $1');
      reader.bind('', [1]);
      reader.sync();
      reader.query('COMMIT');
    });
    expect(units).toEqual([{ statements: [{ sql: 'SELECT $1', values: ['1'] }], roundTrips: 3 }]);
  });

  it('is known when it is sent in one message with the end', () => {
    const units = unitsOf((reader) => {
      reader.query(`BEGIN; SELECT set_config('app.user_id', 'x', true)`);
      reader.query(`INSERT INTO totals VALUES (1);\n COMMIT`);
    });
    expect(units).toEqual([{ statements: [{ sql: 'INSERT INTO totals VALUES (1)', values: [] }], roundTrips: 2 }]);
  });

  it('is put together from reads, prepared or not, and leaves out what is for no tenant', () => {
    const units = unitsOf((reader) => {
      reader.query('SELECT 1');
      reader.parse('named', 'SELECT $1, $2');
      for (const value of ['a', null]) {
        reader.bind('tor_tenant_reads', ['x']);
        reader.bind('named', [value, 2]);
        reader.sync();
      }
    });
    expect(units).toEqual(
      ['a', null].map((value) => ({ statements: [{ sql: 'SELECT $1, $2', values: [value, '2'] }], roundTrips: 1 })),
    );
  });
});
