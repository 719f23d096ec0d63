import { Global, Module } from '@nestjs/common';
import { Stopping } from './stopping.js';

/** Tells the services that the process is stopping. */
@Global()
@Module({ providers: [Stopping], exports: [Stopping] })
export class StoppingModule {}
