// Every suite, against real servers. `npm test` builds first: the processes under test are the compiled ones.
import preset from './jest.preset.js';

const suite = (displayName, roots, testMatch) => ({ ...preset, displayName, roots, testMatch });

export default {
  globalSetup: './libs/testing/dist/global-setup.js',
  globalTeardown: './libs/testing/dist/global-teardown.js',
  // Two cores carry two test files with their processes; more of them only wait for each other.
  maxWorkers: 2,
  testSequencer: './tools/long-first-sequencer.mjs',
  testTimeout: 60_000,
  reporters: ['default', './tools/summary-reporter.mjs'],
  projects: [
    suite('unit', ['<rootDir>/libs', '<rootDir>/apps'], ['<rootDir>/**/src/**/*.spec.ts']),
    suite('libs', ['<rootDir>/libs'], ['<rootDir>/libs/*/test/**/*.spec.ts']),
    suite('api', ['<rootDir>/apps/api/test'], ['**/*.spec.ts']),
    suite('worker', ['<rootDir>/apps/worker/test'], ['**/*.spec.ts']),
    suite('tools', ['<rootDir>/tools/test'], ['**/*.spec.ts']),
  ],
};
