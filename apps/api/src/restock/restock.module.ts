import { Module, type DynamicModule } from '@nestjs/common';
import { RestockController } from './restock.controller.js';
import { RestockService } from './restock.service.js';

@Module({})
export class RestockModule {
  /** @param forecasts the module that has the forecasts */
  static of(forecasts: DynamicModule): DynamicModule {
    return {
      module: RestockModule,
      imports: [forecasts],
      controllers: [RestockController],
      providers: [RestockService],
      exports: [RestockService],
    };
  }
}
