import { Global, Module } from '@nestjs/common';
import { Once } from './once.js';

/** For the interceptor that `@Writes()` puts on routes of every module. */
@Global()
@Module({ providers: [Once], exports: [Once] })
export class IdempotencyModule {}
