import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'tor-upload-';
/** `tor-upload-`, the machine, the process, a random part. */
const OF_PROCESS = /^tor-upload-(.+)-(\d+)-[^-]+$/;
/** No request takes that long, whatever its process. */
const OLD_MS = 24 * 3600 * 1000;

/** Makes a folder for one upload. It names its process, so that it is known for a leftover once that one is dead. */
export function makeUploadFolder(parent = tmpdir()): Promise<string> {
  return mkdtemp(join(parent, `${PREFIX}${hostname()}-${process.pid}-`));
}

/**
 * Removes the uploads of API processes that were killed before they could: of dead processes of this machine, and what is older
 * than a day. To be called before the first upload.
 */
export async function removeLeftUploads(parent = tmpdir()): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    // Another process that starts may be faster, and a folder of another user stays.
    if (name.startsWith(PREFIX) && (await isLeft(name, path).catch(() => false))) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isLeft(name: string, path: string): Promise<boolean> {
  const [, machine, pid] = OF_PROCESS.exec(name) ?? [];
  if (machine === hostname() && !runsElse(Number(pid))) return true;
  return Date.now() - (await stat(path)).mtimeMs > OLD_MS;
}

/** Whether there is such a process, other than this one, which has made no folder yet. */
function runsElse(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
