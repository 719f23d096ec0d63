import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeLines } from '../src/line-log.js';
import { fixture, LogBook, removeFolder, temporaryFolder, Witness } from './harness.js';

describe('a supervisor', () => {
  let dataDir: string;
  let witness: Witness;
  let book: LogBook;
  let supervisor: ChildProcess;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    witness = new Witness();
    book = new LogBook();
  });
  afterEach(async () => {
    supervisor.kill('SIGKILL');
    await witness.until(0);
    witness.close();
    await removeFolder(dataDir);
  });

  const run = async (...flags: string[]): Promise<void> => {
    const env = { PATH: '/usr/bin:/bin', TEST_WITNESS_PORT: String(await witness.listen()) };
    const args = [fixture('supervisor.mjs'), dataDir, ...flags];
    supervisor = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    void pipeLines(supervisor.stdout, book.log).then(() => book.end());
  };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stops all in order at %s and ends with success',
    async (signal) => {
      await run();
      await book.until('running');
      await witness.until(2);
      const closed = once(supervisor, 'close');
      supervisor.kill(signal);
      expect(await closed).toEqual([0, null]);
      expect(book.lines).toContain(`${signal}: stopping`);
      expect(book.position('api    | drained')).toBeLessThan(book.position('worker | draining'));
      await witness.until(0);
    },
  );

  it('notes a second signal and stops in order all the same', async () => {
    await run();
    await book.until('running');
    const closed = once(supervisor, 'close');
    supervisor.kill('SIGINT');
    await book.until('SIGINT: stopping');
    supervisor.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(book.lines).toContain('SIGTERM again: still stopping');
    expect(book.lines).toContain('worker | drained');
  });

  it('ends with the code of a bad configuration', async () => {
    await run('--bad-config');
    expect(await once(supervisor, 'close')).toEqual([78, null]);
  });

  it('leaves no program behind when it is killed', async () => {
    await run();
    await book.until('running');
    await witness.until(2);
    supervisor.kill('SIGKILL');
    await witness.until(0);
  });
});
