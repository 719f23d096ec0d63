import { describeNightlyPath } from './nightly-path.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis(describeNightlyPath);
