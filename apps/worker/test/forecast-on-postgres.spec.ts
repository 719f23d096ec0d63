import { describeForecastPath } from './forecast-path.js';

describeForecastPath('PostgreSQL', () => Promise.resolve({ env: {}, stop: () => Promise.resolve() }));
