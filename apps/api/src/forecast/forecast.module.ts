import { Module, type DynamicModule } from '@nestjs/common';
import type { ForecastConfig } from '@tor/config/config';
import { AccuracyController } from './accuracy/accuracy.controller.js';
import { AccuracyService } from './accuracy/accuracy.service.js';
import { ForecastController } from './forecast.controller.js';
import { FORECAST_CONFIG, ForecastService } from './forecast.service.js';
import { ForecastJobsController } from './jobs/forecast-jobs.controller.js';
import { ForecastJobsService } from './jobs/forecast-jobs.service.js';
import { JOBS_PER_MINUTE, JobLimit } from './jobs/job-limit.js';
import { OpenStreams } from './jobs/open-streams.js';

@Module({})
export class ForecastModule {
  /** @param jobsPerMinute how many forecast jobs a shop may ask for in a minute */
  static forRoot(config: ForecastConfig, jobsPerMinute: number): DynamicModule {
    return {
      module: ForecastModule,
      controllers: [AccuracyController, ForecastController, ForecastJobsController],
      providers: [
        AccuracyService,
        ForecastService,
        ForecastJobsService,
        JobLimit,
        OpenStreams,
        { provide: JOBS_PER_MINUTE, useValue: jobsPerMinute },
        { provide: FORECAST_CONFIG, useValue: config },
      ],
      exports: [ForecastService],
    };
  }
}
