import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signalProcess, waitUntilGone } from '../src/processes.js';
import { Harness, kill, postmasterPid, query } from './harness.js';

describe('a start after one that was cut short', () => {
  const harness = new Harness();
  afterEach(() => harness.clear());

  it('recovers what was written when keeper and database were killed', async () => {
    const dataDir = await harness.folder();
    const first = await harness.start(dataDir);
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const postmaster = await postmasterPid(dataDir);
    signalProcess(first.keeperPid, 'SIGKILL');
    signalProcess(postmaster, 'SIGKILL');
    await first.ended;

    const second = await harness.start(dataDir);
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('stops the database when only its keeper was killed', async () => {
    const dataDir = await harness.folder();
    const first = await harness.start(dataDir);
    const postmaster = await postmasterPid(dataDir);
    signalProcess(first.keeperPid, 'SIGKILL');
    await first.ended;
    expect(await waitUntilGone(postmaster, 0)).toBe(true);
  });

  it('leaves no database behind when the process that started it is killed', async () => {
    const dataDir = await harness.folder();
    const { child } = await harness.startElsewhere(dataDir);
    const postmaster = await postmasterPid(dataDir);
    await kill(child);
    expect(await waitUntilGone(postmaster, 10_000)).toBe(true);
  });

  it('takes over from a database that runs on after starter and keeper were killed', async () => {
    const dataDir = await harness.folder();
    const { child, told } = await harness.startElsewhere(dataDir);
    const postmaster = await postmasterPid(dataDir);
    // The keeper first: it would stop the database at the end of the process that started it.
    signalProcess(Number(told['keeperPid']), 'SIGSTOP');
    await kill(child);
    signalProcess(Number(told['keeperPid']), 'SIGKILL');

    const second = await harness.start(dataDir);
    expect(await waitUntilGone(postmaster, 0)).toBe(true);
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is not misled by a lock file whose pid belongs to another program by now', async () => {
    const dataDir = await harness.folder();
    await (await harness.start(dataDir)).stop();
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(dataDir, 'postgres')}\n`);

    const second = await harness.start(dataDir);
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('begins anew where making the database was interrupted', async () => {
    const dataDir = await harness.folder();
    await mkdir(join(dataDir, 'postgres.partial', 'data', 'base'), { recursive: true });
    const { appUrl } = await harness.start(dataDir);
    expect(await query(appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is refused while another process looks after the folder, naming it', async () => {
    const dataDir = await harness.folder();
    const { child } = await harness.startElsewhere(dataDir);
    await expect(harness.start(dataDir)).rejects.toThrow(`in use by process ${child.pid}`);
    await expect(harness.start(dataDir)).rejects.toThrow('TOR_DATA_DIR');

    const { told } = await harness.startElsewhere(dataDir);
    expect(told['error']).toContain(`in use by process ${child.pid}`);

    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await harness.start(dataDir);
  });

  it('lets one of several simultaneous starts win over a lock of a process that is gone', async () => {
    const dataDir = await harness.folder();
    await (await harness.start(dataDir)).stop();
    await writeFile(join(dataDir, 'supervisor.json'), JSON.stringify({ pid: 999_999_999, identity: 'gone' }));
    const starts = await Promise.allSettled([1, 2, 3].map(() => harness.start(dataDir)));
    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
