import { Module, type DynamicModule } from '@nestjs/common';
import type { ForecastConfig } from '@tor/config/config';
import { ForecastController } from './forecast.controller.js';
import { FORECAST_CONFIG, ForecastService } from './forecast.service.js';

@Module({})
export class ForecastModule {
  static forRoot(config: ForecastConfig): DynamicModule {
    return {
      module: ForecastModule,
      controllers: [ForecastController],
      providers: [ForecastService, { provide: FORECAST_CONFIG, useValue: config }],
      exports: [ForecastService],
    };
  }
}
