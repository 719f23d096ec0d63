import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningStack, type StackOptions, startStack } from '../src/start-stack.js';
import { fixture, LogBook, removeFolder, temporaryFolder } from './harness.js';

const SERVICE = fixture('service.mjs');
const QUICK = { firstDelayMs: 20, maxDelayMs: 80, stableMs: 60_000, failuresBeforeReady: 3 };

describe('a stack', () => {
  let dataDir: string;
  let book: LogBook;
  let stack: RunningStack | undefined;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    book = new LogBook();
  });
  afterEach(async () => {
    await stack?.stop();
    stack = undefined;
    await removeFolder(dataDir);
  });

  const options = (apiFlags: string[] = [], more: Partial<StackOptions> = {}): StackOptions => ({
    env: { PATH: '/usr/bin:/bin' },
    dataDir,
    port: 8099,
    log: book.log,
    databases: { appUrl: 'postgresql://app', ownerUrl: 'postgresql://owner' },
    migrations: { name: 'setup', entry: fixture('migrations.mjs') },
    services: [
      { name: 'api', entry: SERVICE, args: apiFlags },
      { name: 'worker', entry: SERVICE },
    ],
    restarts: QUICK,
    ...more,
  });

  it('runs the migrations as the owner, then the programs as the application', async () => {
    stack = await startStack(options());
    expect(book.position('setup  | role undefined, owner postgresql://owner')).toBe(0);
    expect(stack.apiUrl).toBe('http://localhost:4711');
    expect(stack.env['SUPABASE_DB_STRING']).toBe('postgresql://app');
    expect(stack.env['TOR_MIGRATION_DB_STRING']).toBe('');
  });

  it('marks every line with the program that wrote it', async () => {
    stack = await startStack(options());
    await book.until('three on the error stream', 2);
    for (const line of ['one', 'two in parts', 'three on the error stream']) {
      expect(book.lines).toContain(`api    | ${line}`);
      expect(book.lines).toContain(`worker | ${line}`);
    }
  });

  it('stops the API before the worker, each with its last words', async () => {
    stack = await startStack(options());
    await stack.stop();
    const order = ['api    | draining', 'api    | drained', 'worker | draining', 'worker | drained'];
    expect(book.lines.filter((line) => line.includes('drain'))).toEqual(order);
  });

  it('kills a program that does not stop in its grace', async () => {
    stack = await startStack(options(['--stubborn'], { graceMs: 100 }));
    const api = stack.pids()['api'] ?? 0;
    await stack.stop();
    expect(() => process.kill(api, 0)).toThrow('ESRCH');
    expect(book.lines).toContain('worker | drained');
  });

  it('starts a program again that ends, waiting longer each time', async () => {
    stack = await startStack(options(['--crashes']));
    await book.until('starting it again', 4);
    const waits = book.lines.filter((line) => line.includes('again')).map((line) => /in (\S+) s/.exec(line)?.[1]);
    expect(waits.slice(0, 4)).toEqual(['0.02', '0.04', '0.08', '0.08']);
  });

  it('starts a program again that was killed', async () => {
    stack = await startStack(options());
    process.kill(stack.pids()['worker'] ?? 0, 'SIGKILL');
    await book.until('worker | one', 2);
    expect(book.lines).toContain('worker | ended by SIGKILL; starting it again in 0.02 s');
  });

  it('gives up on a program that is never ready', async () => {
    await expect(startStack(options(['--never-ready']))).rejects.toMatchObject({
      message: 'api ended with code 3, 3 times in a row without ever being ready',
      exitCode: 1,
    });
    expect(book.lines.filter((line) => line === 'api    | cannot listen')).toHaveLength(3);
  });

  it('gives up at once on a bad configuration, whose message is in the log', async () => {
    await expect(startStack(options(['--bad-config']))).rejects.toMatchObject({ exitCode: 78 });
    expect(book.lines.filter((line) => line === 'api    | PORT must be a number')).toHaveLength(1);
  });

  it('starts no program when the migrations fail', async () => {
    const migrations = { name: 'setup', entry: fixture('migrations.mjs'), args: ['--fails'] };
    await expect(startStack(options([], { migrations }))).rejects.toThrow('setup failed (code 1)');
    expect(book.position('api')).toBe(-1);
  });

  it('keeps the secret that it made, unless one is given', async () => {
    stack = await startStack(options());
    const kept = (await readFile(join(dataDir, 'jwt-secret'), 'utf8')).trim();
    expect((await stat(join(dataDir, 'jwt-secret'))).mode & 0o777).toBe(0o600);
    expect(stack.env['TOR_JWT_SECRET']).toBe(kept);
    await stack.stop();

    stack = await startStack(options());
    expect(stack.env['TOR_JWT_SECRET']).toBe(kept);
    await stack.stop();

    stack = await startStack(options([], { env: { TOR_JWT_SECRET: 'given' } }));
    expect(stack.env['TOR_JWT_SECRET']).toBe('given');
  });

  it('stops what it has started when the start is ended', async () => {
    const stopping = new AbortController();
    const starting = startStack(options(['--never-ready'], { signal: stopping.signal }));
    const outcome = expect(starting).rejects.toThrow('aborted');
    await book.until('starting it again');
    await book.until('worker | three');
    stopping.abort();
    await outcome;
    expect(book.lines.at(-1)).toBe('worker | drained');
  });

  it('fails when its own database is lost', async () => {
    const { databases: _none, ...embedded } = options([], { postgresSettings: { fsync: 'off' } });
    stack = await startStack(embedded);
    const postmaster = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(postmaster, 10), 'SIGKILL');
    expect((await stack.failed).message).toBe('The database ended unexpectedly');
  });

  it('says in plain words that the data folder is in use', async () => {
    const { databases: _none, ...embedded } = options([], { postgresSettings: { fsync: 'off' } });
    stack = await startStack(embedded);
    await expect(startStack(embedded)).rejects.toMatchObject({ name: 'StackFailure', exitCode: 1 });
  });

  it('brings its own database where none is given, and stops it last', async () => {
    const { databases: _none, ...embedded } = options([], { postgresSettings: { fsync: 'off' } });
    stack = await startStack(embedded);
    const { appUrl, ownerUrl, superuserUrl } = stack.databaseUrls;
    expect(stack.env['SUPABASE_DB_STRING']).toBe(appUrl);
    expect(book.lines).toContain(`setup  | role tor_app, owner ${ownerUrl}`);
    expect(superuserUrl).toContain('postgres:');
    await stack.stop();
    expect(book.lines.at(-1)).toBe('db     | LOG:  database system is shut down');
    expect(book.position('worker | drained')).toBeLessThan(book.position('received fast shutdown request'));
  });
});
