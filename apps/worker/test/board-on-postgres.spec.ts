import { describeBoard } from './board-path.js';
import { describeOnPostgres } from './on-redis.js';

describeOnPostgres(describeBoard);
