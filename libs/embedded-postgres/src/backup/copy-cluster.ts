import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackedUpFile, copyFile } from './manifest.js';

/** Of the running server alone, or made anew at each start: the folders stay, what is in them does not. */
const EMPTIED = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|pg_internal\.init.*|pgsql_tmp.*)$/;
/** Says where recovery begins, so it must not be older than anything else. */
const LAST = 'global/pg_control';
const AT_A_TIME = 8;

export interface CopiedCluster {
  readonly folders: readonly string[];
  readonly files: readonly BackedUpFile[];
}

/**
 * Copies the files of a database that runs, between `pg_backup_start` and `pg_backup_stop`. A file may change or go while it is
 * copied: recovery brings every page to what the log says of it.
 */
export async function copyCluster(from: string, to: string, prefix: string): Promise<CopiedCluster> {
  const folders: string[] = [];
  const files: BackedUpFile[] = [];
  const paths: string[] = [];
  const copy = async (path: string): Promise<void> => {
    const copied = await copyFile(join(from, path), join(to, path), `${prefix}/${path}`);
    if (copied) files.push(copied);
  };
  const walk = async (folder: string): Promise<void> => {
    await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
    folders.push(folder === '' ? prefix : `${prefix}/${folder}`);
    if (EMPTIED.includes(folder)) return;
    for (const entry of await readdir(join(from, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (LEFT_OUT.test(entry.name)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (path !== LAST) paths.push(path);
    }
  };
  await walk('');
  const next = paths.values();
  // Each takes the next file when it is done with one: waiting for the disk is most of the work.
  const copies = Array.from({ length: AT_A_TIME }, async () => {
    for (const path of next) await copy(path);
  });
  await Promise.all(copies);
  await copy(LAST);
  // PostgreSQL expects both below the log's folder.
  for (const inner of ['archive_status', 'summaries']) {
    await mkdir(join(to, 'pg_wal', inner), { recursive: true, mode: 0o700 });
    folders.push(`${prefix}/pg_wal/${inner}`);
  }
  return { folders, files };
}

const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;

/**
 * The names of the log's files from one to another, both included.
 * @param perLog how many of them 4 GB hold: 256 where each has 16 MB
 */
export function segmentsBetween(first: string, last: string, perLog: number): string[] {
  const [, timeline = '', log = '', segment = ''] = SEGMENT.exec(first) ?? [];
  const [, lastTimeline = '', lastLog = '', lastSegment = ''] = SEGMENT.exec(last) ?? [];
  if (timeline === '' || timeline !== lastTimeline) throw new Error(`No log leads from ${first} to ${last}`);
  const number = (high: string, low: string): number => parseInt(high, 16) * perLog + parseInt(low, 16);
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  const names: string[] = [];
  for (let at = number(log, segment); at <= number(lastLog, lastSegment); at++) {
    names.push(`${timeline}${hex(Math.floor(at / perLog))}${hex(at % perLog)}`);
  }
  return names;
}
