import { describeOnRedis } from './on-redis.js';
import { describeTraces } from './traces-path.js';

describeOnRedis(describeTraces);
