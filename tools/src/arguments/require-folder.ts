import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error.js';

/**
 * Makes sure, before the work begins, that its result can be kept.
 * @throws UsageError when the file's folder is missing or closed to this user
 */
export async function requireFolderOf(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(`Nothing can be written into ${folder}`);
  }
}
