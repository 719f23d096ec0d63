import { dayText, moneyText, unitsText, wholeText, type Language, type Phrasebook } from '@tor/inventory/language';
import { isCalendarDay } from '@tor/kernel/calendar-day';
import { type DomainError } from '@tor/kernel/domain-error';
import { moneyFromNumber } from '@tor/kernel/money';
import type { ChatChange } from '@tor/persistence/entities/chat-action.entity';
import type { ChangedField, ChatPhrases } from './chat-phrases.js';
import { ENGLISH } from './chat-phrases.en.js';
import { INDONESIAN } from './chat-phrases.id.js';

const PHRASES: Phrasebook<ChatPhrases> = { id: INDONESIAN, en: ENGLISH };

/** How figures are written for one reader. */
export class ChatWords {
  readonly say: ChatPhrases;

  /** @param currency ISO 4217 code of the shop's prices */
  constructor(
    readonly language: Language,
    readonly currency: string,
  ) {
    this.say = PHRASES[language];
  }

  /** @param amount in the shop's currency, as JSON carries it */
  money(amount: number): string {
    return moneyText(moneyFromNumber(amount), this.currency, this.language);
  }

  /** "3 botol", "1 unit". */
  units(count: number, unit: string | null): string {
    return unitsText(count, unit, this.language);
  }

  whole(count: number): string {
    return wholeText(count, this.language);
  }

  /** @param day `YYYY-MM-DD`; anything else is told as it is */
  day(day: string): string {
    return isCalendarDay(day) ? dayText(day, this.language) : day;
  }

  /** One changed value, as it is shown and kept. Null: there is none. */
  change(field: ChangedField, before: unknown, after: unknown): ChatChange {
    return { field, before: this.#value(field, before), after: this.#value(field, after) };
  }

  /** "price from Rp 15.000 to Rp 17.000, stock from 3 to 5". */
  changes(changes: readonly ChatChange[]): string {
    const { fields, nothing, change } = this.say;
    return changes
      .map(({ field, before, after }) =>
        change(fields[field as ChangedField] ?? field, before ?? nothing, after ?? nothing),
      )
      .join(', ');
  }

  /** A refusal of the shop in the reader's language; its own words where there is no better. */
  refusal(error: DomainError): string {
    const { say } = this;
    if (error.code === 'goods_not_found' || error.code === 'goods_archived') return say.goneGoods;
    if (error.code === 'sale_not_found') return say.goneSale;
    if (error.code === 'action_outdated') return say.outdated;
    if (error.code === 'action_expired') return say.expired;
    if (error.code === 'nothing_to_undo') return say.nothingToUndo;
    const figures = error.code === 'insufficient_stock' ? (error.message.match(/\d+/g) ?? []) : [];
    const [available, requested] = figures.map(Number);
    if (available !== undefined && requested !== undefined) {
      return say.notEnough(this.whole(available), this.whole(requested));
    }
    return say.notPossible(error.message);
  }

  #value(field: ChangedField, value: unknown): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value ? this.say.yes : this.say.no;
    if (typeof value !== 'number') return field === 'sale_date' ? this.day(String(value)) : String(value);
    return field === 'price' || field === 'cost_price' || field === 'total_revenue'
      ? this.money(value)
      : this.whole(value);
  }
}
