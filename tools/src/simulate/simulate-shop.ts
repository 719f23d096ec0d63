import { addDays } from '@tor/kernel/calendar-day';
import type { Decision, Policy, ShelfView } from './policy.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS, type Scene, type SceneGoods, type SupplierFailure } from './scene.js';

/** What was decided about a goods on the first day of a week. */
export interface Review extends Decision {
  readonly day: number;
  /** On hand and on order, with this order. */
  readonly position: number;
}

/** The books of one goods, a value a day. */
export interface Ledger {
  readonly opening: number;
  readonly received: Int32Array;
  /** Taken off the shelf by a planted failure. */
  readonly removed: Int32Array;
  readonly sold: Int32Array;
  /** In the evening. */
  readonly onHand: Int32Array;
  readonly reviews: readonly Review[];
}

/** @param onReview told how many reviews are done */
export function simulateShop(scene: Scene, policy: Policy, onReview?: (done: number) => void): Ledger[] {
  const shelves = scene.goods.map(
    (goods, index) =>
      new Shelf(
        goods,
        scene.failures.filter((failure) => failure.goods === index),
      ),
  );
  for (let day = 0; day < scene.days; day++) {
    for (const shelf of shelves) shelf.deliver(day);
    const review = day / REVIEW_DAYS;
    if (Number.isInteger(review) && review < scene.reviews) {
      const decisions = policy(
        addDays(scene.start, day),
        shelves.map((shelf) => shelf.view(day)),
      );
      shelves.forEach((shelf, index) => shelf.order(day, decisions[index]));
      onReview?.(review + 1);
    }
    for (const shelf of shelves) shelf.sell(day);
  }
  return shelves.map((shelf) => shelf.ledger());
}

/** One goods through the days: deliveries in the morning, then the order, then the customers; who finds nothing is lost. */
class Shelf {
  readonly #goods: SceneGoods;
  readonly #failures: readonly SupplierFailure[];
  readonly #known: number;
  readonly #sold: Float32Array;
  readonly #prices: Float32Array;
  readonly #outOfStock: Uint8Array;
  readonly #received: Int32Array;
  readonly #removed: Int32Array;
  readonly #onHandInTheEvening: Int32Array;
  readonly #reviews: Review[] = [];
  /** Units by the day of their delivery. */
  readonly #due = new Map<number, number>();
  #opening = 0;
  #onHand = 0;
  #onOrder = 0;

  constructor(goods: SceneGoods, failures: readonly SupplierFailure[]) {
    this.#goods = goods;
    this.#failures = failures;
    const days = goods.demand.length;
    this.#known = goods.history.length;
    this.#sold = new Float32Array(this.#known + days);
    this.#sold.set(goods.history);
    this.#prices = new Float32Array(this.#known + days);
    this.#prices.set(goods.historyPrices);
    this.#prices.set(goods.prices, this.#known);
    this.#outOfStock = new Uint8Array(this.#known + days);
    this.#received = new Int32Array(days);
    this.#removed = new Int32Array(days);
    this.#onHandInTheEvening = new Int32Array(days);
  }

  deliver(day: number): void {
    const failure = this.#failures.find(({ from, until }) => day >= from && day < until);
    const units = this.#due.get(day) ?? 0;
    if (failure) {
      this.#due.set(failure.until, (this.#due.get(failure.until) ?? 0) + units);
      this.#removed[day] = this.#onHand;
      this.#onHand = 0;
      return;
    }
    this.#received[day] = units;
    this.#onHand += units;
    this.#onOrder -= units;
  }

  view(day: number): ShelfView {
    const end = this.#known + day;
    return {
      code: this.#goods.code,
      firstDay: this.#goods.firstDay,
      sold: this.#sold.subarray(0, end),
      prices: this.#prices.subarray(0, end),
      outOfStock: this.#outOfStock.subarray(0, end),
      onHand: this.#onHand,
      onOrder: this.#onOrder,
    };
  }

  /** The first order of all is there at once: the shop opens with what it would hold. */
  order(day: number, decision: Decision | undefined): void {
    if (!decision) throw new Error(`Nothing was decided about ${this.#goods.code}`);
    const { order } = decision;
    if (!Number.isSafeInteger(order) || order < 0) throw new Error(`${order} of ${this.#goods.code} cannot be ordered`);
    if (day === 0) {
      this.#opening = order;
      this.#onHand = order;
    } else {
      this.#onOrder += order;
      this.#due.set(day + LEAD_TIME_DAYS, (this.#due.get(day + LEAD_TIME_DAYS) ?? 0) + order);
    }
    this.#reviews.push({ ...decision, day, position: this.#onHand + this.#onOrder });
  }

  sell(day: number): void {
    const wasEmpty = this.#onHand === 0;
    const sold = Math.min(this.#onHand, this.#goods.demand[day] ?? 0);
    this.#onHand -= sold;
    this.#sold[this.#known + day] = sold;
    this.#outOfStock[this.#known + day] = wasEmpty ? 1 : 0;
    this.#onHandInTheEvening[day] = this.#onHand;
  }

  ledger(): Ledger {
    return {
      opening: this.#opening,
      received: this.#received,
      removed: this.#removed,
      sold: Int32Array.from(this.#sold.subarray(this.#known)),
      onHand: this.#onHandInTheEvening,
      reviews: this.#reviews,
    };
  }
}
