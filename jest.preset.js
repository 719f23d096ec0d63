// What every suite shares: TypeScript through SWC, as ES modules, with the workspace's packages read from their sources.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@tor/source', 'node', 'node-addons'] },
  globals: { propertySeed: 1 },
  setupFiles: [fileURLToPath(new URL('./tools/property-seed.mjs', import.meta.url))],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, module: { type: 'es6' }, sourceMaps: 'inline' }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/'],
};
