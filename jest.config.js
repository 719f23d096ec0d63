// Every suite, against real servers. `npm test` builds first: the processes under test are the compiled ones.
import preset from './jest.preset.js';

const suite = (displayName, roots, testMatch) => ({ ...preset, displayName, roots, testMatch });

export default {
  globalSetup: './libs/testing/dist/global-setup.js',
  globalTeardown: './libs/testing/dist/global-teardown.js',
  // On two cores: many files wait for time-outs and retries, and leave a core to a third one meanwhile.
  maxWorkers: 3,
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
