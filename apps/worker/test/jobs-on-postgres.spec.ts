import { describeJobsPath } from './jobs-path.js';
import { describeOnPostgres } from './on-redis.js';

describeOnPostgres(describeJobsPath);
