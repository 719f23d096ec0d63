import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, writePrivately } from '../files.js';
import { PostgresUnavailable } from '../postgres-unavailable.js';

export const MANIFEST = 'backup-manifest.json';

export interface BackedUpFile {
  /** Relative to the backup, with slashes. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** What a backup holds. Written last: a folder without it is no backup. */
export interface Manifest {
  readonly format: 1;
  /** When the backup began: all that was committed before is in it. ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly folders: readonly string[];
  readonly files: readonly BackedUpFile[];
}

/** Copies a file so that only its owner reads the copy. @returns null when it is gone, as a database's files may be */
export async function copyFile(from: string, to: string, path: string): Promise<BackedUpFile | null> {
  const source = await openIfThere(from);
  if (source === null) return null;
  const hash = createHash('sha256');
  let size = 0;
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const target = await open(to, 'wx', 0o600);
    try {
      for await (const chunk of source.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
        await target.writeFile(chunk);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return { path, size, sha256: hash.digest('hex') };
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writePrivately(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** @throws PostgresUnavailable when the folder is no complete backup, or one that this version does not know */
export async function readManifest(folder: string): Promise<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch (error) {
    throw new PostgresUnavailable(`${folder} is not a complete backup: ${MANIFEST} is missing or damaged.`, {
      cause: error,
    });
  }
  if (!isManifest(value)) throw new PostgresUnavailable(`${MANIFEST} of ${folder} is of no form known here.`);
  return value;
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, startedAt, folders, files } = value as Record<string, unknown>;
  const inside = (path: unknown): boolean =>
    typeof path === 'string' && path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
  return (
    format === 1 &&
    typeof startedAt === 'string' &&
    Array.isArray(folders) &&
    folders.every(inside) &&
    Array.isArray(files) &&
    files.every((file: Partial<BackedUpFile> | null) => inside(file?.path) && typeof file?.sha256 === 'string')
  );
}

/** What differs between a backup and its manifest, one sentence each; empty when nothing does. */
export async function manifestProblems(folder: string, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  for (const { path, size, sha256 } of manifest.files) {
    const hash = createHash('sha256');
    try {
      const facts = await stat(join(folder, path));
      if (facts.size !== size) {
        problems.push(`${path} has ${facts.size} bytes instead of ${size}`);
        continue;
      }
      for await (const chunk of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) hash.update(chunk);
      if (hash.digest('hex') !== sha256) problems.push(`${path} has been changed`);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      problems.push(`${path} is missing`);
    }
  }
  const known = new Set([...manifest.files.map(({ path }) => path), MANIFEST]);
  for (const path of await filesBelow(folder)) if (!known.has(path)) problems.push(`${path} is not of this backup`);
  return problems;
}

async function filesBelow(folder: string, prefix = ''): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    if (entry.isDirectory()) files.push(...(await filesBelow(folder, `${prefix}${entry.name}/`)));
    else files.push(`${prefix}${entry.name}`);
  }
  return files;
}
