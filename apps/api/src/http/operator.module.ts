import { Global, Module, type DynamicModule } from '@nestjs/common';
import { OPERATOR_TOKEN } from './operator.guard.js';

/** Who counts as an operator, for `OperatorGuard` wherever it is used. */
@Global()
@Module({})
export class OperatorModule {
  /** @param token the `OPERATOR_TOKEN`; null where there is none */
  static of(token: string | null): DynamicModule {
    return {
      module: OperatorModule,
      providers: [{ provide: OPERATOR_TOKEN, useValue: token }],
      exports: [OPERATOR_TOKEN],
    };
  }
}
