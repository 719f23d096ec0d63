import { describeForecastPath } from './forecast-path.js';
import { describeOnPostgres } from './on-redis.js';

describeOnPostgres(describeForecastPath);
