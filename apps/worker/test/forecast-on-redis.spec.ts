import { describeForecastPath } from './forecast-path.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis(describeForecastPath);
