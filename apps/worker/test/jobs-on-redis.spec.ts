import { describeJobsPath } from './jobs-path.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis(describeJobsPath);
