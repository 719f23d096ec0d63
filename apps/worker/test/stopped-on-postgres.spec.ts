import { describeOnPostgres } from './on-redis.js';
import { describeStoppedWorkers } from './stopped-path.js';

describeOnPostgres(describeStoppedWorkers);
