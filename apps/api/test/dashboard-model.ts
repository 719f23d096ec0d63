import { addDays, type CalendarDay } from '@tor/kernel/calendar-day';

/** Goods with their price and cost of now. */
export interface ModelGoods {
  readonly id: string;
  readonly name: string;
  price: number;
  cost_price: number;
}

/** A sale with price and cost as they were when it was booked. */
export interface ModelSale {
  readonly id: string;
  readonly goods: ModelGoods;
  readonly unitPrice: number;
  readonly unitCost: number;
  quantity: number;
  saleDate: string;
}

/** The best seller of a month without sales. */
export const NO_SALES = { name: 'N/A', total_quantity_sold: 0, total_profit: 0 };

const sum = (sales: readonly ModelSale[], of: (sale: ModelSale) => number): number =>
  sales.reduce((total, sale) => total + of(sale), 0);
const revenue = (sale: ModelSale): number => sale.unitPrice * sale.quantity;
const profit = (sale: ModelSale): number => (sale.unitPrice - sale.unitCost) * sale.quantity;

/** What the dashboard has to say of a month's sales, summed one by one. */
export function expectedSales(sales: readonly ModelSale[], month: string): object {
  const inMonth = sales.filter(({ saleDate }) => saleDate.startsWith(month));
  const before = addDays(`${month}-01` as CalendarDay, -1).slice(0, 7);
  const inMonthBefore = sales.filter(({ saleDate }) => saleDate.startsWith(before));
  const days = [...new Set(inMonth.map(({ saleDate }) => saleDate))].sort();
  const goods = [...new Set(inMonth.map((sale) => sale.goods))].map((one) => {
    const sold = inMonth.filter((sale) => sale.goods === one);
    return { ...one, units: sum(sold, ({ quantity }) => quantity), profit: sum(sold, profit) };
  });
  const [best] = goods.sort(
    (a, b) => b.units - a.units || b.profit - a.profit || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  const [year, number] = month.split('-').map(Number);
  const [yearBefore, numberBefore] = before.split('-').map(Number);
  return {
    ...{ year, month: number },
    sales_chart: days.map((date) => {
      const ofDay = inMonth.filter(({ saleDate }) => saleDate === date);
      return { date, total_quantity: sum(ofDay, ({ quantity }) => quantity), total_sales: sum(ofDay, revenue) };
    }),
    monthly_revenue: sum(inMonth, revenue),
    monthly_profit: sum(inMonth, profit),
    top_selling_item: best ? { name: best.name, total_quantity_sold: best.units, total_profit: best.profit } : NO_SALES,
    previous_month: {
      ...{ year: yearBefore, month: numberBefore },
      monthly_revenue: sum(inMonthBefore, revenue),
      monthly_profit: sum(inMonthBefore, profit),
      total_quantity: sum(inMonthBefore, ({ quantity }) => quantity),
    },
  };
}
