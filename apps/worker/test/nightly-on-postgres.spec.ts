import { describeNightlyPath } from './nightly-path.js';
import { describeOnPostgres } from './on-redis.js';

describeOnPostgres(describeNightlyPath);
