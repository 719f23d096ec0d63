import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PostgresUnavailable } from '../postgres-unavailable.js';
import { makeEmptyFolder } from './back-up.js';
import { copyFile, type Manifest, manifestProblems, readManifest } from './manifest.js';

const MOST_NAMED = 10;
const AT_A_TIME = 8;

/**
 * Puts a backup into a new data folder, after every file of it was held against the manifest. The database recovers at its next
 * start.
 * @throws PostgresUnavailable when the backup is damaged or incomplete, or the folder is not empty
 */
export async function putBack(backup: string, dataDir: string): Promise<Manifest> {
  const manifest = await readManifest(backup);
  const problems = await manifestProblems(backup, manifest);
  if (problems.length > 0) {
    const more = problems.length > MOST_NAMED ? [`and ${problems.length - MOST_NAMED} more`] : [];
    throw new PostgresUnavailable(
      `The backup ${backup} is damaged; nothing was restored:\n  ${[...problems.slice(0, MOST_NAMED), ...more].join('\n  ')}`,
    );
  }
  const target = resolve(dataDir);
  await makeEmptyFolder(target);
  for (const folder of manifest.folders) await mkdir(join(target, folder), { recursive: true, mode: 0o700 });
  const next = manifest.files.values();
  const copies = Array.from({ length: AT_A_TIME }, async () => {
    for (const { path, sha256 } of next) await copyBack(path, sha256);
  });
  await Promise.all(copies);
  // The user as whom PostgreSQL runs for root passes through; what is inside is closed to others.
  if (process.geteuid?.() === 0) await chmod(target, 0o711);
  return manifest;

  async function copyBack(path: string, sha256: string): Promise<void> {
    const copied = await copyFile(join(backup, path), join(target, path), path);
    if (copied?.sha256 !== sha256) throw new PostgresUnavailable(`${path} changed while it was being restored.`);
  }
}
