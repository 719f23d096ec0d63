import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCENARIOS } from '../src/chaos/scenarios.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A promise that takes longer is broken, whatever the machine; how long it takes is no matter. */
const TIMEOUT_MS = 240_000;
/** Asked to stop before, it says how far it has come. */
const ASKED_TO_STOP_MS = TIMEOUT_MS - 30_000;

/** Scenarios whose promise has a spec of its own among the tests, which is not kept twice there. */
const HELD_BY: Readonly<Record<string, readonly string[]>> = {
  'worker-killed': ['apps/worker/test/killed.spec.ts', 'apps/worker/test/killed-on-redis.spec.ts'],
  'two-apis': ['apps/api/test/two-processes.spec.ts'],
  fuzz: ['tools/test/fuzz.spec.ts'],
};

const run = promisify(execFile);

describe('npm run chaos -- --small', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-chaos-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const chaos = (...args: string[]): Promise<{ stdout: string }> =>
    run(process.execPath, [join(ROOT, 'tools/dist/chaos.js'), ...args], {
      cwd: folder,
      timeout: ASKED_TO_STOP_MS,
    });

  it.each(SCENARIOS.filter(({ name }) => !(name in HELD_BY)).map(({ name, promise }) => [name, promise]))(
    '%s: %s',
    async (name) => {
      const { stdout } = await chaos(name, '--small').catch((error: Error & { stdout?: string }) => {
        throw new Error(`${error.message}\n${error.stdout ?? ''}`);
      });
      const reason = /^ {2}not run: .*$/m.exec(stdout)?.[0];
      if (reason !== undefined) console.warn(`${name}:${reason}`);
      else expect(stdout).toMatch(/^ {2}kept$/m);
    },
    TIMEOUT_MS,
  );

  it('leaves to other specs what is there, and nothing else', () => {
    for (const [name, specs] of Object.entries(HELD_BY)) {
      expect(SCENARIOS.map((scenario) => scenario.name)).toContain(name);
      for (const spec of specs) expect([spec, existsSync(join(ROOT, spec))]).toEqual([spec, true]);
    }
  });

  it('names the scenario that it does not know, and lists those that there are', async () => {
    await expect(chaos('earthquake')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"earthquake"[^]*two-apis/),
    });
    expect((await chaos('--help')).stdout).toContain(SCENARIOS[0]?.promise);
  });
});
