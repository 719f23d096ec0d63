import { rm } from 'node:fs/promises';
import { takeForTeardown } from './teardown-list.js';

/** After all tests: nothing stays behind. */
export default async function globalTeardown(): Promise<void> {
  for (const { dataDir, stop } of takeForTeardown()) {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
