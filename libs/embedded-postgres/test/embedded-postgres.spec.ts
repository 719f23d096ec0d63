import { afterEach, describe, expect, it } from '@jest/globals';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntilGone } from '../src/processes.js';
import { Harness, query } from './harness.js';

describe('an embedded PostgreSQL', () => {
  const harness = new Harness();
  afterEach(() => harness.clear());

  it('makes a database with an owner and an application role that may only connect', async () => {
    const { ownerUrl, appUrl } = await harness.start(await harness.folder());
    expect(
      await query(
        appUrl,
        `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'tor%' ORDER BY 1`,
      ),
    ).toEqual([
      { rolname: 'tor_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      { rolname: 'tor_owner', rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: false },
    ]);
    await query(ownerUrl, `CREATE TABLE private_things (id int)`);
    await expect(query(appUrl, 'SELECT * FROM private_things')).rejects.toThrow('permission denied');
    await expect(query(appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    await expect(query(appUrl, 'CREATE TEMP TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('knows upper and lower case beyond ASCII, and counts time in UTC', async () => {
    const { appUrl } = await harness.start(await harness.folder());
    expect(await query(appUrl, `SELECT lower('CAFÉ ŽLUŤ') AS word, current_setting('TimeZone') AS zone`)).toEqual([
      { word: 'café žluť', zone: 'UTC' },
    ]);
  });

  it('listens on the local address only, and refuses a wrong password', async () => {
    const { appUrl } = await harness.start(await harness.folder());
    expect(await query(appUrl, `SHOW listen_addresses`)).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(query(appUrl.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
  });

  it('keeps its data and its passwords over a restart, and leaves no process behind', async () => {
    const dataDir = await harness.folder();
    const first = await harness.start(dataDir);
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await waitUntilGone(first.keeperPid, 0)).toBe(true);
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres-passwords.json']);

    const second = await harness.start(dataDir);
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('keeps its passwords to its owner', async () => {
    const dataDir = await harness.folder();
    await harness.start(dataDir);
    expect((await stat(join(dataDir, 'postgres-passwords.json'))).mode & 0o777).toBe(0o600);
  });

  it('runs twice side by side on two folders', async () => {
    const [one, other] = await Promise.all([
      harness.start(await harness.folder()),
      harness.start(await harness.folder()),
    ]);
    expect(one.port).not.toBe(other.port);
    await query(one.ownerUrl, 'CREATE TABLE only_here (id int)');
    await expect(query(other.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow('does not exist');
  });
});
