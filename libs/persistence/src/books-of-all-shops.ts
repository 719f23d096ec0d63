import { parseTenantId } from '@tor/kernel/tenant-id';
import { ownerDataSource } from './data-source.js';
import { IntegrityRepository } from './repositories/integrity.repository.js';

const CHECKS = ['stock', 'sales', 'dailyTotals', 'monthlyTotals', 'goodsTotals'] as const;

/** A check of one shop that found something. */
export interface UnbalancedBooks {
  readonly userId: string;
  readonly check: (typeof CHECKS)[number];
  readonly disagreeing: number;
}

export interface BooksOfAllShops {
  readonly shops: number;
  readonly goods: number;
  readonly sales: number;
  readonly unbalanced: readonly UnbalancedBooks[];
}

/**
 * Holds every shop's books to the checks of `GET /api/integrity`, behind the backs of the apps: after a restore, before they run.
 * @param superuserUrl whom row-level security does not bind: to others there would seem to be no shops
 */
export async function checkBooksOfAllShops(superuserUrl: string): Promise<BooksOfAllShops> {
  const dataSource = await ownerDataSource(superuserUrl).initialize();
  try {
    const users: { id: string }[] = await dataSource.query('SELECT id FROM users ORDER BY id');
    const unbalanced: UnbalancedBooks[] = [];
    let goods = 0;
    let sales = 0;
    for (const { id } of users) {
      const books = new IntegrityRepository(dataSource.manager, parseTenantId(id));
      for (const check of CHECKS) {
        const { checked, disagreeing } = await books[check]();
        if (check === 'stock') goods += checked;
        if (check === 'sales') sales += checked;
        if (disagreeing > 0) unbalanced.push({ userId: id, check, disagreeing });
      }
    }
    return { shops: users.length, goods, sales, unbalanced };
  } finally {
    await dataSource.destroy();
  }
}
