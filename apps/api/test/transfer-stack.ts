import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

/** A stack whose API keeps its temporary files in a folder of its own. */
export interface TransferStack extends TestStack {
  /** The names of the files that come and go at this moment. */
  temporaryFiles(): Promise<string[]>;
}

/** Starts it. Stopping it expects that no temporary file is left. */
export async function startTransferStack(): Promise<TransferStack> {
  const folder = await mkdtemp(join(tmpdir(), 'tor-transfer-'));
  const stack = await startTestStack({ env: { TMPDIR: folder } });
  return {
    ...stack,
    temporaryFiles: () => readdir(folder),
    stop: async () => {
      const left = await readdir(folder);
      await stack.stop();
      await rm(folder, { recursive: true });
      expect(left).toEqual([]);
    },
  };
}
