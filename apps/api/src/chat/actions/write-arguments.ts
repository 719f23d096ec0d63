import { IsUUID } from 'class-validator';
import { validated } from '../../http/validation.js';

class GoodsReference {
  @IsUUID()
  goods_id!: string;
}

class SaleReference {
  @IsUUID()
  sale_id!: string;
}

/** The goods that a write is about. @throws ValidationProblem */
export async function goodsIdOf(args: unknown): Promise<string> {
  return (await validated(GoodsReference, recordOf(args))).goods_id;
}

/** The sale that a write is about. @throws ValidationProblem */
export async function saleIdOf(args: unknown): Promise<string> {
  return (await validated(SaleReference, recordOf(args))).sale_id;
}

/** Arguments as an object; what is none holds nothing. */
export function recordOf(args: unknown): Record<string, unknown> {
  return typeof args === 'object' && args !== null ? { ...args } : {};
}

/** The entries that are there. */
export function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
