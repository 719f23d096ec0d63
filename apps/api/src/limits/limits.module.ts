import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LimitCounts } from './limit-counts.js';
import { openLimitsRedis } from './limits-redis.js';

const LIMITS_REDIS = Symbol('limits redis');

/** What every limit counts with: one connection to Redis for all of them, where there is a Redis. */
@Global()
@Module({})
export class LimitsModule implements OnApplicationShutdown {
  constructor(@Inject(LIMITS_REDIS) private readonly redis: Redis | null) {}

  /** @param redisUrl null: this process counts by itself */
  static forRoot(redisUrl: string | null): DynamicModule {
    return {
      module: LimitsModule,
      providers: [
        { provide: LIMITS_REDIS, useFactory: () => (redisUrl === null ? null : openLimitsRedis(redisUrl)) },
        { provide: LimitCounts, useFactory: (redis: Redis | null) => new LimitCounts(redis), inject: [LIMITS_REDIS] },
      ],
      exports: [LimitCounts],
    };
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
