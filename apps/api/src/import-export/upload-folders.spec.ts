import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeUploadFolder, removeLeftUploads } from './upload-folders.js';

describe('folders of uploads', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'upload-folders-'));
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  const left = async (name: string): Promise<string> => {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'upload'), 'name,price');
    return name;
  };

  it('are removed when their process is dead, and no others', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    await left(`tor-upload-${hostname()}-${dead}-aB3xYz`);
    const ofRunning = await left(`tor-upload-${hostname()}-${process.ppid}-aB3xYz`);
    const ofOther = await left(`tor-upload-another-machine-${dead}-aB3xYz`);
    const noUpload = await left('tor-stack-aB3xYz');
    await removeLeftUploads(parent);
    expect((await readdir(parent)).sort()).toEqual([noUpload, ofRunning, ofOther].sort());
  });

  it('are removed when an earlier process had the number of this one', async () => {
    await makeUploadFolder(parent);
    await removeLeftUploads(parent);
    expect(await readdir(parent)).toEqual([]);
  });

  it('are removed after a day, whoever made them', async () => {
    const old = await left('tor-upload-another-machine-17-aB3xYz');
    const unnamed = await left('tor-upload-aB3xYz');
    const lately = await left('tor-upload-xY9zAb');
    const longAgo = new Date(Date.now() - 25 * 3600 * 1000);
    for (const name of [old, unnamed]) await utimes(join(parent, name), longAgo, longAgo);
    await removeLeftUploads(parent);
    expect(await readdir(parent)).toEqual([lately]);
  });

  it('are new ones for each upload', async () => {
    const names = [basename(await makeUploadFolder(parent)), basename(await makeUploadFolder(parent))];
    expect(new Set(await readdir(parent))).toEqual(new Set(names));
    expect(names[0]).not.toBe(names[1]);
  });
});
