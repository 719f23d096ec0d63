import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANT_TABLES = ['stock_counts', 'stock_count_lines', 'daily_sales', 'monthly_goods_sales', 'idempotency_keys'];

/** Stock counts, reasons and costs on ledger lines, running totals of sales, idempotency keys, more settings. */
export class StockCountsTotalsAndIdempotency1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    // Row security binds the owner as well (FORCE), who has no tenant: without lifting it the sales would look like none.
    await queryRunner.query('ALTER TABLE sales NO FORCE ROW LEVEL SECURITY');
    await queryRunner.query(TOTALS_OF_SALES_SO_FAR);
    await queryRunner.query('ALTER TABLE sales FORCE ROW LEVEL SECURITY');
    for (const table of TENANT_TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await queryRunner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      const isTenant = `user_id = nullif(current_setting('app.user_id', true), '')::uuid`;
      await queryRunner.query(`CREATE POLICY tenant ON ${table} USING (${isTenant}) WITH CHECK (${isTenant})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE restock_inferences DROP COLUMN service_level;
      ALTER TABLE shop_settings DROP COLUMN currency, DROP COLUMN language;
      ALTER TABLE stock_movements DROP COLUMN unit_cost, DROP COLUMN note, DROP COLUMN stock_count_id,
        ALTER COLUMN created_at SET DEFAULT now();
      DROP INDEX stock_movements_of_goods;
      CREATE INDEX stock_movements_of_goods ON stock_movements (user_id, goods_id, id);
      DROP TABLE idempotency_keys, monthly_goods_sales, daily_sales, stock_count_lines, stock_counts`);
  }
}

const TABLES = `
ALTER TABLE shop_settings
  ADD COLUMN currency text NOT NULL DEFAULT 'IDR',
  ADD COLUMN language text NOT NULL DEFAULT 'id',
  ADD CONSTRAINT shop_settings_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT shop_settings_language CHECK (language IN ('id', 'en'));

ALTER TABLE restock_inferences ADD COLUMN service_level double precision NOT NULL DEFAULT 0.95;
ALTER TABLE restock_inferences ALTER COLUMN service_level DROP DEFAULT;

CREATE TABLE stock_counts (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  status text NOT NULL DEFAULT 'open',
  note text,
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  PRIMARY KEY (user_id, id),
  CONSTRAINT stock_counts_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT stock_counts_status CHECK (status IN ('open', 'closed')),
  CONSTRAINT stock_counts_closed_at CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX stock_counts_newest_first ON stock_counts (user_id, opened_at, id);

CREATE TABLE stock_count_lines (
  user_id uuid NOT NULL,
  stock_count_id uuid NOT NULL,
  goods_id uuid NOT NULL,
  counted_quantity integer NOT NULL,
  expected_quantity integer NOT NULL,
  unit_cost numeric(14,2) NOT NULL,
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, stock_count_id, goods_id),
  CONSTRAINT stock_count_lines_stock_count
    FOREIGN KEY (user_id, stock_count_id) REFERENCES stock_counts (user_id, id),
  CONSTRAINT stock_count_lines_goods FOREIGN KEY (user_id, goods_id) REFERENCES goods (user_id, id),
  CONSTRAINT stock_count_lines_counted_quantity CHECK (counted_quantity >= 0)
);
CREATE INDEX stock_count_lines_of_goods ON stock_count_lines (user_id, goods_id);

ALTER TABLE stock_movements
  ADD COLUMN unit_cost numeric(14,2),
  ADD COLUMN note text,
  ADD COLUMN stock_count_id uuid,
  ALTER COLUMN created_at SET DEFAULT clock_timestamp(),
  ADD CONSTRAINT stock_movements_unit_cost CHECK (unit_cost >= 0),
  ADD CONSTRAINT stock_movements_stock_count
    FOREIGN KEY (user_id, stock_count_id) REFERENCES stock_counts (user_id, id);
DROP INDEX stock_movements_of_goods;
CREATE INDEX stock_movements_of_goods ON stock_movements (user_id, goods_id, created_at, id);

CREATE TABLE daily_sales (
  user_id uuid NOT NULL,
  sale_date date NOT NULL,
  sales_count integer NOT NULL,
  quantity bigint NOT NULL,
  revenue numeric(30,2) NOT NULL,
  profit numeric(30,2) NOT NULL,
  PRIMARY KEY (user_id, sale_date),
  CONSTRAINT daily_sales_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT daily_sales_sales_count CHECK (sales_count >= 0),
  CONSTRAINT daily_sales_quantity CHECK (quantity >= 0)
);

CREATE TABLE monthly_goods_sales (
  user_id uuid NOT NULL,
  month date NOT NULL,
  goods_id uuid NOT NULL,
  sales_count integer NOT NULL,
  quantity bigint NOT NULL,
  revenue numeric(30,2) NOT NULL,
  profit numeric(30,2) NOT NULL,
  PRIMARY KEY (user_id, month, goods_id),
  CONSTRAINT monthly_goods_sales_goods FOREIGN KEY (user_id, goods_id) REFERENCES goods (user_id, id),
  CONSTRAINT monthly_goods_sales_month CHECK (extract(day FROM month) = 1),
  CONSTRAINT monthly_goods_sales_sales_count CHECK (sales_count >= 0),
  CONSTRAINT monthly_goods_sales_quantity CHECK (quantity >= 0)
);
CREATE INDEX monthly_goods_sales_best_first ON monthly_goods_sales (user_id, month, quantity);
CREATE INDEX monthly_goods_sales_of_goods ON monthly_goods_sales (user_id, goods_id, month, sales_count);

CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  answer text,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, key),
  CONSTRAINT idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX idempotency_keys_oldest_first ON idempotency_keys (user_id, expires_at);
`;

const TOTALS_OF_SALES_SO_FAR = `
INSERT INTO daily_sales (user_id, sale_date, sales_count, quantity, revenue, profit)
SELECT user_id, sale_date, count(*), sum(quantity), sum(unit_price * quantity), sum((unit_price - unit_cost) * quantity)
  FROM sales GROUP BY user_id, sale_date;
INSERT INTO monthly_goods_sales (user_id, month, goods_id, sales_count, quantity, revenue, profit)
SELECT user_id, date_trunc('month', sale_date)::date, goods_id, count(*), sum(quantity), sum(unit_price * quantity),
       sum((unit_price - unit_cost) * quantity)
  FROM sales GROUP BY user_id, date_trunc('month', sale_date)::date, goods_id;
`;
