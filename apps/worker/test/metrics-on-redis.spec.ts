import { describeMetricsPath } from './metrics-path.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis(describeMetricsPath);
