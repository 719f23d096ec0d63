import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { Writes } from '../actions/writes.js';
import { DashboardService } from '../../dashboard/dashboard.service.js';
import { ForecastService } from '../../forecast/forecast.service.js';
import { GoodsService } from '../../goods/goods.service.js';
import { RestockService } from '../../restock/restock.service.js';
import { SalesService } from '../../sales/sales.service.js';
import { goodsTools } from './goods-tools.js';
import { outlookTools } from './outlook-tools.js';
import { salesTools } from './sales-tools.js';
import type { ShopTool } from './shop-tool.js';
import { writeTools } from './write-tools.js';

/** Everything that the assistant can look up or propose. */
@Injectable()
export class ShopTools {
  readonly all: readonly ShopTool[];

  constructor(
    database: TenantDatabase,
    goods: GoodsService,
    sales: SalesService,
    forecasts: ForecastService,
    restock: RestockService,
    dashboard: DashboardService,
    writes: Writes,
  ) {
    this.all = [
      ...goodsTools(goods),
      ...salesTools(sales, goods),
      ...outlookTools({ goods, forecasts, restock, dashboard }),
      ...writeTools({ database, goods, writes }),
    ];
  }
}
