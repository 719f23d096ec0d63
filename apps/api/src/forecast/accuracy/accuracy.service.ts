import { Inject, Injectable } from '@nestjs/common';
import { accuracyReasons } from '@tor/inventory/restock-accuracy-reasons';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../../clock.module.js';
import { accuracyFigures } from './accuracy-figures.js';
import type { AccuracyQuery } from './dto/accuracy-query.js';
import type { AccuracyView } from './dto/accuracy.view.js';

/** Looks back on forecasts. */
@Injectable()
export class AccuracyService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * How far the forecasts of the last days were off, of one goods or of all; computed from the books as they are now.
   * @throws DomainError `goods_not_found`
   */
  look(tenantId: TenantId, { days, goods_id: goodsId, page_index: page, limit }: AccuracyQuery): Promise<AccuracyView> {
    return this.database.read(tenantId, async (shop) => {
      if (goodsId) await shop.goods.get(goodsId);
      const { timezone, language } = await shop.shop.settings();
      const today = calendarDayAt(this.clock(), timezone);
      const request = { timezone, today, from: addDays(today, -days), goodsId };
      const { since, until, runs } = await shop.accuracy.scoredRuns(request);
      const scores = await shop.accuracy.scores(request);
      const figures = accuracyFigures(scores);
      return {
        ...{ days, since, until, forecast_days: runs },
        ...figures,
        reasons: accuracyReasons(
          {
            weeks: figures.weeks_scored,
            weeksOutOfStock: figures.weeks_out_of_stock,
            wape: figures.week_wape,
            naiveWape: figures.naive_week_wape,
            bias: figures.bias,
            coverage: figures.week_coverage,
          },
          language,
        ),
        goods: {
          data: scores.slice((page - 1) * limit, page * limit).map((one) => ({
            ...{ id: one.goodsId, name: one.name, archived: one.archived },
            ...accuracyFigures([one]),
          })),
          ...{ total: scores.length, page, limit },
        },
      };
    });
  }
}
