import { randomUUID } from 'node:crypto';
import type { ReadStream } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that is written, read once, and gone: it has no name from the start, so that nothing can leave it behind. */
export class PassingFile {
  private constructor(private readonly handle: FileHandle) {}

  static async create(): Promise<PassingFile> {
    const path = join(tmpdir(), `tor-export-${randomUUID()}`);
    const handle = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new PassingFile(handle);
  }

  async write(text: string): Promise<void> {
    await this.handle.writeFile(text);
  }

  /** In bytes. */
  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  /** All that was written. The file is closed when the stream ends or is destroyed. */
  read(): ReadStream {
    return this.handle.createReadStream({ start: 0 });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
