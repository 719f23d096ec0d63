import { execFile } from 'node:child_process';
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

  it.each(SCENARIOS.map(({ name, promise }) => [name, promise]))(
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

  it('names the scenario that it does not know, and lists those that there are', async () => {
    await expect(chaos('earthquake')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"earthquake"[^]*two-apis/),
    });
    expect((await chaos('--help')).stdout).toContain(SCENARIOS[0]?.promise);
  });
});
