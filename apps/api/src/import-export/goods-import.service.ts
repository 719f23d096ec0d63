import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { ChangedGoods, CurrentGoods, ImportedGoods } from '@tor/persistence/repositories/goods-import.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { GOODS_COLUMNS, type GoodsColumn } from './columns.js';
import { changedBy, hasPrice, readGoodsLine, toNewGoods, type GoodsLine } from './goods-lines.js';
import { ImportFile, type ImportSource } from './import-file.js';
import type { KnownGoodsIndex } from './known-goods.js';
import { knownGoodsOf } from './known-goods-of-shop.js';
import { NewGoods } from './new-goods.js';

export interface GoodsImportResult {
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignoredColumns: readonly string[];
}

type GoodsFile = ImportFile<GoodsColumn, GoodsLine>;

/** Brings goods in from a file: all of its lines, or none. */
@Injectable()
export class GoodsImportService {
  constructor(private readonly database: TenantDatabase) {}

  /** @throws ValidationProblem that names every line with an error; PayloadTooLargeException */
  async import(tenantId: TenantId, source: ImportSource): Promise<GoodsImportResult> {
    const columns = { names: GOODS_COLUMNS, required: ['name'] } as const;
    const file: GoodsFile = await ImportFile.open<GoodsColumn, GoodsLine>(source, columns, readGoodsLine);
    return this.database.run(tenantId, async (shop) => {
      await shop.transfer.holdImports();
      const known = await knownGoodsOf(shop);
      await shop.transfer.holdGoods(await meantGoods(file, known));
      return write(shop, file, known);
    });
  }
}

/** The first pass: checks all lines. @returns the ids of the goods that will change */
async function meantGoods(file: GoodsFile, known: KnownGoodsIndex): Promise<string[]> {
  const meant = new Map<string, number>();
  const added = new NewGoods();
  for await (const batch of file.batches()) {
    for (const line of batch) {
      const match = matchOf(line, known);
      if (match.kind === 'several') {
        const identified = match.by === 'sku' ? 'id' : 'SKU or id';
        file.fail(line.line, match.by, `there are several goods of this ${match.by}: give their ${identified}`);
        continue;
      }
      if (match.kind === 'none' && !hasPrice(line)) {
        file.fail(line.line, 'price', 'new goods need a price, and the file has no such column');
      }
      const sku = line.details.sku;
      const earlier =
        match.kind === 'one'
          ? meant.get(match.goods.id)
          : added.add({ line: line.line, id: line.id, sku, name: line.name });
      if (match.kind === 'one' && earlier === undefined) meant.set(match.goods.id, line.line);
      if (earlier) file.fail(line.line, 'name', `lines ${earlier} and ${line.line} mean the same goods`);
    }
  }
  file.errors.throwIfAny();
  return [...meant.keys()];
}

function matchOf(
  { id, name, details: { sku }, archivedAt }: GoodsLine,
  known: KnownGoodsIndex,
): ReturnType<KnownGoodsIndex['find']> {
  // Archived goods are known by their id alone: active ones of the same name are others.
  return known.find(archivedAt ? { id } : { id, sku, name }, false);
}

/** The second pass, while the rows are held: writes what changes. */
async function write(shop: TenantScope, file: GoodsFile, known: KnownGoodsIndex): Promise<GoodsImportResult> {
  let [created, updated, unchanged] = [0, 0, 0];
  for await (const batch of file.batches()) {
    const matched = batch.map((line) => ({ line, match: matchOf(line, known) }));
    const ids = matched.flatMap(({ match }) => (match.kind === 'one' ? [match.goods.id] : []));
    const current = await shop.transfer.goods.current(ids);
    const [inserts, updates]: [ImportedGoods[], ChangedGoods[]] = [[], []];
    for (const { line, match } of matched) {
      const goods = match.kind === 'one' ? current.get(match.goods.id) : undefined;
      if (goods) {
        const change = changeOf(file, line, goods);
        if (change) updates.push(change);
        else unchanged += 1;
      } else if (hasPrice(line)) inserts.push(toNewGoods(line, line.id ?? randomUUID()));
    }
    [created, updated] = [created + inserts.length, updated + updates.length];
    if (file.errors.any) continue;
    await shop.transfer.goods.insert(inserts);
    await shop.transfer.goods.update(updates);
  }
  file.errors.throwIfAny();
  const lines = created + updated + unchanged;
  return { lines, created, updated, unchanged, ignoredColumns: file.ignoredColumns };
}

/** What a line does to goods that are there; notes what it must not do to them. */
function changeOf(file: GoodsFile, line: GoodsLine, goods: CurrentGoods): ChangedGoods | null {
  const change = changedBy(line, goods);
  if (line.archivedAt !== undefined && goods.archived !== (line.archivedAt !== null)) {
    const are = goods.archived ? 'are archived: restore them' : 'are not archived: archive them';
    file.fail(line.line, 'archived_at', `these goods ${are} first, an import does not`);
  } else if (goods.archived && change) {
    file.fail(line.line, 'name', 'these goods are archived: restore them before they are changed');
  }
  return change && { id: goods.id, ...change.details, stockChange: change.stockChange };
}
