import { saleProfit, saleRevenue } from '@tor/inventory/pricing';
import { parseMoney } from '@tor/kernel/money';
import type { ExportedGoods, ExportedSale } from '@tor/persistence/repositories/transfer.repository';
import { writeMoney, type NumberFormat } from '@tor/spreadsheet/number-forms';
import { guardText } from '@tor/spreadsheet/text-guard';

const text = (value: string | null): string => (value === null ? '' : guardText(value));
const count = (value: number | null): string => (value === null ? '' : String(value));

/** The cells of goods, in the order of the columns. */
export function goodsCells(goods: ExportedGoods, format: NumberFormat): string[] {
  return [
    goods.id,
    text(goods.name),
    text(goods.category),
    text(goods.sku),
    text(goods.unit),
    writeMoney(parseMoney(goods.price), format),
    writeMoney(parseMoney(goods.costPrice), format),
    count(goods.stockQuantity),
    count(goods.leadTimeDays),
    count(goods.lowStockThreshold),
    goods.createdAt,
    goods.archivedAt ?? '',
  ];
}

/** The cells of a sale, in the order of the columns. */
export function salesCells(sale: ExportedSale, format: NumberFormat): string[] {
  const [unitPrice, unitCost] = [parseMoney(sale.unitPrice), parseMoney(sale.unitCost)];
  return [
    sale.id,
    sale.goodsId,
    text(sale.goodsName),
    text(sale.goodsSku),
    sale.saleDate,
    count(sale.quantity),
    writeMoney(unitPrice, format),
    writeMoney(unitCost, format),
    writeMoney(saleRevenue(unitPrice, sale.quantity), format),
    writeMoney(saleProfit(unitPrice, unitCost, sale.quantity), format),
    sale.createdAt,
  ];
}
