import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANT_TABLES = ['goods_totals', 'goods_search'];

/** What a shop reads of its goods every day takes as long with ten thousand of them as with a hundred. */
export class GoodsTotalsAndSearch1700000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    // Row security binds the owner as well (FORCE), who has no tenant: without lifting it the goods would look like none.
    await queryRunner.query('ALTER TABLE goods NO FORCE ROW LEVEL SECURITY');
    await queryRunner.query(OF_THE_GOODS_SO_FAR);
    await queryRunner.query('ALTER TABLE goods FORCE ROW LEVEL SECURITY');
    for (const table of TENANT_TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await queryRunner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      const isTenant = `user_id = nullif(current_setting('app.user_id', true), '')::uuid`;
      await queryRunner.query(`CREATE POLICY tenant ON ${table} USING (${isTenant}) WITH CHECK (${isTenant})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX goods_newest_first, goods_by_name, goods_below_own_threshold');
    await queryRunner.query('CREATE INDEX goods_newest_first ON goods (user_id, created_at, id)');
    await queryRunner.query('DROP TABLE goods_search, goods_totals');
  }
}

const TABLES = `
DROP INDEX goods_newest_first;
CREATE INDEX goods_newest_first ON goods (user_id, created_at, id) WHERE archived_at IS NULL;
CREATE INDEX goods_by_name ON goods (user_id, lower(name), id) WHERE archived_at IS NULL;
CREATE INDEX goods_below_own_threshold ON goods (user_id, id)
  WHERE archived_at IS NULL AND stock_quantity <= low_stock_threshold;

CREATE TABLE goods_totals (
  user_id uuid NOT NULL,
  goods_count integer NOT NULL,
  archived_count integer NOT NULL,
  stock_value numeric(30,2) NOT NULL,
  PRIMARY KEY (user_id),
  CONSTRAINT goods_totals_user FOREIGN KEY (user_id) REFERENCES users (id)
);

CREATE TABLE goods_search (
  user_id uuid NOT NULL,
  archived boolean NOT NULL,
  suffix text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  goods_id uuid NOT NULL,
  in_name boolean NOT NULL,
  PRIMARY KEY (user_id, archived, suffix, created_at, goods_id, in_name)
);
`;

const OF_THE_GOODS_SO_FAR = `
INSERT INTO goods_totals (user_id, goods_count, archived_count, stock_value)
SELECT user_id, count(*) FILTER (WHERE archived_at IS NULL), count(*) FILTER (WHERE archived_at IS NOT NULL),
       coalesce(sum(stock_quantity * cost_price) FILTER (WHERE archived_at IS NULL), 0)
  FROM goods GROUP BY user_id;
INSERT INTO goods_search (user_id, archived, suffix, created_at, goods_id, in_name)
SELECT DISTINCT user_id, archived_at IS NOT NULL, substr(said.text, place, 32), created_at, id, in_name
  FROM goods, LATERAL (VALUES (lower(name), true), (lower(category), false)) AS said (text, in_name),
       generate_series(1, length(said.text)) AS place;
`;
