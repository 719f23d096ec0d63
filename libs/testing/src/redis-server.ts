// Where tests look for it; what is not a test and wants a Redis of its own finds it there.
export { freePort, hasRedisServer, startRedisServer, type RedisServer } from '@tor/supervisor/redis-server';
