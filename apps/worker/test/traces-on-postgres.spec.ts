import { describeOnPostgres } from './on-redis.js';
import { describeTraces } from './traces-path.js';

describeOnPostgres(describeTraces);
