import { z } from 'zod';

/** Rows that a tool tells at once: what a model reads without losing its way. */
export const PAGE_ROWS = 20;

export const PAGE = z.number().int().min(1).max(10_000).optional().describe('the page, from 1');

/** The rows that a page stands for. */
export function pageOf(page: number | undefined): { offset: number; limit: number } {
  return { offset: ((page ?? 1) - 1) * PAGE_ROWS, limit: PAGE_ROWS };
}
