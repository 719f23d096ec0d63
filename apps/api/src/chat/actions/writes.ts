import { Injectable } from '@nestjs/common';
import { GoodsService } from '../../goods/goods.service.js';
import { SalesService } from '../../sales/sales.service.js';
import { StockService } from '../../stock/stock.service.js';
import { addGoods, deleteGoods, restoreGoods, updateGoods } from './goods-writes.js';
import { addSale, deleteSale, updateSale } from './sales-writes.js';
import { putBack, receiveStock } from './stock-writes.js';
import type { Write } from './write.js';

/** Every write that the assistant can propose, through the services that the REST routes use. */
@Injectable()
export class Writes {
  readonly #byTool: ReadonlyMap<string, Write>;

  constructor(goods: GoodsService, sales: SalesService, stock: StockService) {
    const writes = [
      addGoods(goods),
      updateGoods(goods),
      deleteGoods(goods),
      restoreGoods(goods),
      addSale(sales, goods),
      updateSale(sales, goods),
      deleteSale(sales, goods),
      receiveStock(stock, goods),
      putBack(stock, goods),
    ];
    this.#byTool = new Map(writes.map((write) => [write.tool, write]));
  }

  /** @throws Error for a tool that writes nothing: a mistake of ours */
  of(tool: string): Write {
    const write = this.#byTool.get(tool);
    if (!write) throw new Error(`"${tool}" is no write`);
    return write;
  }
}
