import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A data folder that is thrown away. */
export interface ScratchFolder {
  readonly path: string;
  /** Removes the folder, and the one around it when that was made for it and holds nothing else. */
  remove(): Promise<void>;
}

/** Others may pass through, as the user must as whom PostgreSQL runs for root; what is inside is closed to them. */
const PASSABLE = 0o711;

/** Makes a new folder below `dataDir`; what else is there is left alone. */
export async function makeScratchFolder(dataDir: string): Promise<ScratchFolder> {
  const made = await mkdir(dataDir, { recursive: true });
  if (made !== undefined) await chmod(dataDir, PASSABLE);
  const path = join(dataDir, `scratch-${randomBytes(4).toString('hex')}`);
  await mkdir(path);
  await chmod(path, PASSABLE);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      if (made !== undefined) await rmdir(dataDir).catch(() => undefined);
    },
  };
}
