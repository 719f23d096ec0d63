import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lintTexts = fileURLToPath(new URL('lint-texts.mjs', import.meta.url));

/** The rules that each text breaks when it stands in the place of a file of the workspace. */
function brokenRules(texts: readonly { file: string; text: string }[]): string[][] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [lintTexts], {
    cwd: root,
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What must not be written, where, and the rule that sees it. */
const FORBIDDEN: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  [
    'a pure library that reaches for the database',
    'libs/inventory/src/stock.ts',
    `export { TenantDatabase } from '@tor/persistence/tenant-database';`,
    '@nx/enforce-module-boundaries',
  ],
  [
    'a pure library that reaches for a package',
    'libs/forecasting/src/metrics.ts',
    `export { readFileSync } from 'node:fs';`,
    'no-restricted-imports',
  ],
  [
    'the queue that reaches for the database',
    'libs/forecast-queue/src/forecast-jobs.ts',
    `export { TenantDatabase } from '@tor/persistence/tenant-database';`,
    '@nx/enforce-module-boundaries',
  ],
  [
    'an app that reaches into the other',
    'apps/api/src/app.module.ts',
    `export { WorkerModule } from '../../worker/src/worker.module.js';`,
    '@nx/enforce-module-boundaries',
  ],
  [
    'an app that speaks to TypeORM',
    'apps/api/src/app.module.ts',
    `export { DataSource } from 'typeorm';`,
    'no-restricted-imports',
  ],
  [
    'a cycle between two files',
    'libs/kernel/src/domain-error.ts',
    `import { addDays } from './calendar-day.js';\nexport class DomainError extends Error {\n  readonly days = addDays;\n}`,
    'import-x/no-cycle',
  ],
  [
    'a cycle between two libraries',
    'libs/kernel/src/money.ts',
    `export { sell } from '@tor/inventory/stock';`,
    '@nx/enforce-module-boundaries',
  ],
  [
    'the environment read in the middle of things',
    'apps/api/src/app.module.ts',
    `export const { env } = process;`,
    'no-restricted-properties',
  ],
  [
    'the environment taken from the module',
    'apps/api/src/app.module.ts',
    `export { env } from 'node:process';`,
    'no-restricted-imports',
  ],
  [
    'any at a boundary',
    'libs/kernel/src/money.ts',
    `export function amount(value: any): number {\n  return value;\n}`,
    '@typescript-eslint/no-explicit-any',
  ],
  ['a file of more than 400 lines', 'libs/kernel/src/money.ts', `export const one = 1;\n`.repeat(401), 'max-lines'],
];

const ALLOWED = {
  file: 'libs/persistence/src/tenant-database.ts',
  text: `export { addDays } from '@tor/kernel/calendar-day';\nexport { sell } from '@tor/inventory/stock';\n`,
};

describe('a forbidden import turns lint red', () => {
  let broken: string[][];

  beforeAll(() => {
    broken = brokenRules([ALLOWED, ...FORBIDDEN.map(([, file, text]) => ({ file, text }))]);
  }, 120_000);

  it.each(FORBIDDEN.map(([what, , , rule], index) => ({ what, rule, index })))('$what', ({ rule, index }) => {
    expect(broken[index + 1]).toContain(rule);
  });

  it('and an allowed one leaves it green', () => {
    expect(broken[0]).toEqual([]);
  });
});
