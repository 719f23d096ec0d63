import { describeBoard } from './board-path.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis(describeBoard);
