import { afterEach, describe, expect, it } from '@jest/globals';
import { chmod, cp, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installedNativeFolder } from '../src/binaries.js';
import { Harness, query } from './harness.js';

describe('the programs of an install that ran no scripts', () => {
  const harness = new Harness();
  afterEach(() => harness.clear());

  it('are given their links and their executable bits', async () => {
    const native = join(await harness.folder(), 'native');
    await cp(installedNativeFolder(), native, { recursive: true, verbatimSymlinks: true });
    const libraries = join(native, 'lib');
    for (const name of await readdir(libraries)) {
      if ((await lstat(join(libraries, name))).isSymbolicLink()) await rm(join(libraries, name));
    }
    await chmod(join(native, 'bin', 'initdb'), 0o644);
    await chmod(join(native, 'bin', 'postgres'), 0o644);

    const { appUrl } = await harness.start(await harness.folder(), native);
    expect(await query(appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
