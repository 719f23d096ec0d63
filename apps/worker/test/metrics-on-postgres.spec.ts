import { describeMetricsPath } from './metrics-path.js';
import { describeOnPostgres } from './on-redis.js';

describeOnPostgres(describeMetricsPath);
