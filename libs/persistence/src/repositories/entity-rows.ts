import type { EntityManager, EntityMetadata, EntityTarget } from 'typeorm';

interface MappedColumn {
  readonly property: string;
  /** As the statement names it. */
  readonly field: string;
  readonly from: ((value: unknown) => unknown) | null;
}

/** A column's own value transformer, as far as what is read goes. */
interface Reader {
  from(value: unknown): unknown;
}

const known = new WeakMap<EntityMetadata, Map<string, EntityRows<object>>>();

/**
 * Reads entities out of the rows of statements that are written by hand, by the same columns and transformers as TypeORM: what a
 * request reads again and again is spared the building of its query and the walk through its answer.
 */
export class EntityRows<Entity extends object> {
  /** What to select: all columns, under names of their own. */
  readonly columns: string;
  readonly #mapped: readonly MappedColumn[];
  readonly #idField: string;

  private constructor(
    private readonly metadata: EntityMetadata,
    alias: string,
  ) {
    this.#mapped = metadata.columns.map((column) => {
      const { transformer } = column;
      if (Array.isArray(transformer)) throw new Error(`${column.propertyName} has more than one transformer`);
      const reader = transformer as Reader | undefined;
      return {
        property: column.propertyName,
        field: `${alias}_${column.databaseName}`,
        from: reader ? (value) => reader.from(value) : null,
      };
    });
    // A day is a text, whatever the time zone of this process.
    this.columns = metadata.columns
      .map(({ databaseName, type }) => {
        const value = `${alias}.${databaseName}${type === 'date' ? '::text' : ''}`;
        return `${value} AS ${alias}_${databaseName}`;
      })
      .join(', ');
    this.#idField = `${alias}_${metadata.primaryColumns.at(-1)?.databaseName}`;
  }

  /** @param alias what the statement calls the table */
  static of<Entity extends object>(
    manager: EntityManager,
    entity: EntityTarget<Entity>,
    alias: string,
  ): EntityRows<Entity> {
    const metadata = manager.connection.getMetadata(entity);
    let byAlias = known.get(metadata);
    if (!byAlias) known.set(metadata, (byAlias = new Map()));
    let rows = byAlias.get(alias);
    if (!rows) byAlias.set(alias, (rows = new EntityRows(metadata, alias)));
    return rows as EntityRows<Entity>;
  }

  /** Null where an outer join found none. */
  read(row: Readonly<Record<string, unknown>>): Entity | null {
    if (row[this.#idField] === null) return null;
    const entity = this.metadata.create() as Record<string, unknown>;
    for (const { property, field, from } of this.#mapped) {
      const value = row[field];
      entity[property] = from ? from(value) : value;
    }
    return entity as Entity;
  }

  readAll(rows: readonly Readonly<Record<string, unknown>>[]): Entity[] {
    return rows.flatMap((row) => this.read(row) ?? []);
  }
}

/**
 * The entities of one table.
 * @param alias what `rest` calls the table
 * @param rest the statement from WHERE on
 * @param values what $1, $2 and so on stand for
 */
export async function readRows<Entity extends object>(
  manager: EntityManager,
  entity: EntityTarget<Entity>,
  alias: string,
  rest: string,
  values: readonly unknown[],
): Promise<Entity[]> {
  const rows = EntityRows.of(manager, entity, alias);
  const { tableName } = manager.connection.getMetadata(entity);
  return rows.readAll(await manager.query(`SELECT ${rows.columns} FROM ${tableName} AS ${alias} ${rest}`, [...values]));
}
