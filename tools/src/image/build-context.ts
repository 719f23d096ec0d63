import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';

/** What Docker's client would send of a folder: whether it goes along, by its path in the folder. */
export function contextFilter(root: string): (path: string) => boolean {
  const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  // A CommonJS package that says of itself that it has a default: under Node the default is one step further down.
  const ignored = dockerignore.default().add(rules);
  return (path) => !ignored.ignores(path);
}

/** The files of the folder that would go along. */
export function contextFiles(root: string): string[] {
  const goes = contextFilter(root);
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Nothing below a folder that stays behind is named again: the rules with "!" are all of the top level.
      if (!goes(path)) return [];
      return entry.isDirectory() ? below(path) : [path];
    });
  return below('');
}
