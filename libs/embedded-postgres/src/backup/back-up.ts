import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { errorCode, writePrivately } from '../files.js';
import { PostgresUnavailable } from '../postgres-unavailable.js';
import { runningSuperuser } from '../running-postgres.js';
import { copyCluster, segmentsBetween } from './copy-cluster.js';
import { type BackedUpFile, copyFile, type Manifest, writeManifest } from './manifest.js';

export const CLUSTER = 'postgres';

export interface BackupOptions {
  readonly dataDir: string;
  /** A new or empty folder. */
  readonly target: string;
  /** Files of the data folder that belong to the database, such as its passwords; those that are there go along. */
  readonly secrets: readonly string[];
}

/**
 * Backs up the embedded database of a data folder while it runs and is written to: PostgreSQL's own online backup, without
 * `pg_basebackup`, which the npm package lacks.
 * @throws PostgresUnavailable when no database runs there, or the target is not empty
 */
export async function backUp({ dataDir, target, secrets }: BackupOptions): Promise<Manifest> {
  const superuserUrl = await runningSuperuser(dataDir);
  if (superuserUrl === null) {
    throw new PostgresUnavailable(`No database runs in ${dataDir}. Start it with "npm start" and back up beside it.`);
  }
  const folder = resolve(target);
  await makeEmptyFolder(folder);
  const client = new pg.Client({ connectionString: superuserUrl, ssl: false, application_name: 'tor-backup' });
  await client.connect();
  try {
    return await backUpOver(client, dataDir, folder, secrets);
  } finally {
    // Ends the backup, when it was cut short, and drops the slot: both belong to the session.
    await client.end();
  }
}

async function backUpOver(client: pg.Client, dataDir: string, target: string, secrets: readonly string[]) {
  const cluster = join(dataDir, CLUSTER);
  // While the slot is there no file of the log is used again or removed, however much is written meanwhile.
  const slot = `tor_backup_${randomBytes(6).toString('hex')}`;
  await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [slot]);
  const startedAt = await databaseTime(client);
  await client.query(`SELECT pg_backup_start('tor-monitor', fast => true)`);
  const { folders, files } = await copyCluster(cluster, join(target, CLUSTER), CLUSTER);
  const { rows } = await client.query<StopRow>(
    `SELECT labelfile, spcmapfile, pg_walfile_name(lsn) AS last,
            (4294967296 / pg_size_bytes(current_setting('wal_segment_size')))::int AS "perLog"
       FROM pg_backup_stop(wait_for_archive => false)`,
  );
  const [stop] = rows;
  const first = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(stop?.labelfile ?? '')?.[1];
  if (!stop || first === undefined) throw new Error('PostgreSQL ended the backup without saying where it began');
  const all: BackedUpFile[] = [...files];
  const take = async (path: string): Promise<boolean> => {
    const copied = await copyFile(join(dataDir, path), join(target, path), path);
    if (copied) all.push(copied);
    return copied !== null;
  };
  for (const segment of segmentsBetween(first, stop.last, stop.perLog)) {
    if (!(await take(`${CLUSTER}/pg_wal/${segment}`))) throw new Error(`${segment} of the database's log is gone`);
  }
  for (const name of await readdir(join(cluster, 'pg_wal'))) {
    if (name.endsWith('.history')) await take(`${CLUSTER}/pg_wal/${name}`);
  }
  const write = async (name: string, text: string): Promise<void> => {
    const draft = join(target, `${name}.draft`);
    await writePrivately(draft, text);
    const copied = await copyFile(draft, join(target, CLUSTER, name), `${CLUSTER}/${name}`);
    if (copied) all.push(copied);
    await rm(draft);
  };
  await write('backup_label', stop.labelfile);
  if (stop.spcmapfile.trim() !== '') await write('tablespace_map', stop.spcmapfile);
  for (const secret of secrets) await take(secret);
  const manifest: Manifest = { format: 1, startedAt, finishedAt: await databaseTime(client), folders, files: all };
  await writeManifest(target, manifest);
  return manifest;
}

interface StopRow {
  readonly labelfile: string;
  readonly spcmapfile: string;
  /** The file of the log in which the backup ends. */
  readonly last: string;
  readonly perLog: number;
}

async function databaseTime(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now.toISOString() ?? '';
}

/** Makes a folder that only its owner enters. @throws PostgresUnavailable when there is something in it already */
export async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    if (!['ENOTDIR', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
  throw new PostgresUnavailable(`${folder} is not empty. Name a folder that is new or has nothing in it.`);
}
