import type { Random } from './random.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_KEPT = 60;

/** Ids that the API has answered with to one user, by what they stand for: `good`, `sale`, `stock_count`; its tokens as well. */
export class IdPool {
  readonly #ids = new Map<string, string[]>();

  constructor(private readonly others: readonly IdPool[] = []) {}

  /** Takes in the ids of an answer. @param subject what an `id` without a name of its own stands for, as `/api/sales` says it */
  harvest(value: unknown, subject: string): void {
    if (Array.isArray(value)) {
      for (const one of value) this.harvest(one, subject);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (typeof one === 'string' && (UUID.test(one) || key.endsWith('_token')))
          this.#add(key === 'id' ? subject : key, one);
        else this.harvest(one, key === 'data' ? subject : key);
      }
    }
  }

  /** An id for a field or parameter of this name: mostly a fitting one, sometimes another's, another shop's or nobody's. */
  pick(name: string, random: Random): string {
    const own = this.#ids.get(subjectOf(name)) ?? [];
    if (own.length > 0 && random.chance(0.8)) return this.#recent(own, random);
    const any = [this, ...this.others].flatMap((pool) => [...pool.#ids.values()].flat());
    const ids = any.filter((one) => UUID.test(one));
    return ids.length > 0 && random.chance(0.6) ? random.pick(ids) : random.uuid();
  }

  /** The newest are the most likely to be alive. */
  #recent(ids: readonly string[], random: Random): string {
    return random.pick(random.chance(0.6) ? ids.slice(-8) : ids);
  }

  #add(name: string, id: string): void {
    const subject = subjectOf(name);
    const ids = this.#ids.get(subject) ?? [];
    if (ids.includes(id)) return;
    this.#ids.set(subject, [...ids.slice(1 - MOST_KEPT), id]);
  }
}

/** `sale` of `sales`, `sale_id` and `sale`. */
export function subjectOf(name: string): string {
  return name.replace(/_id$/, '').replace(/s$/, '');
}
