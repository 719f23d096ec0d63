import { Global, Module } from '@nestjs/common';
import { systemClock } from '@tor/kernel/clock';

export const CLOCK = Symbol('clock');

/** The clock of the services. */
@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
export class ClockModule {}
