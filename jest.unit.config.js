// The pure libraries and the pure parts of the apps: no server, no network, seconds.
import preset from './jest.preset.js';

const pure = [
  'kernel',
  'inventory',
  'forecasting',
  'spreadsheet',
  'offline-assistant',
  'xgboost-engine',
  'config',
  'forecast-queue',
  'process',
];

export default {
  ...preset,
  displayName: 'unit',
  roots: [...pure.map((lib) => `<rootDir>/libs/${lib}/src`), '<rootDir>/apps/api/src', '<rootDir>/apps/worker/src'],
  testMatch: ['**/*.spec.ts'],
};
