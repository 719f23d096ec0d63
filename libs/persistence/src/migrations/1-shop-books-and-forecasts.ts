import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANT_TABLES = {
  users: 'id',
  shop_settings: 'user_id',
  goods: 'user_id',
  sales: 'user_id',
  stock_movements: 'user_id',
  forecast_runs: 'user_id',
  restock_inferences: 'user_id',
};

/** Users, goods, sales, the stock ledger, forecast runs and their inferences, each tenant's rows behind a policy. */
export class ShopBooksAndForecasts1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const [table, tenantColumn] of Object.entries(TENANT_TABLES)) {
      await queryRunner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await queryRunner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      // After a transaction the setting is '' and not null: nullif keeps the cast from failing, and null matches no row.
      const isTenant = `${tenantColumn} = nullif(current_setting('app.user_id', true), '')::uuid`;
      await queryRunner.query(`CREATE POLICY tenant ON ${table} USING (${isTenant}) WITH CHECK (${isTenant})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE restock_inferences, forecast_runs, stock_movements, sales, goods,
        shop_activity, refresh_tokens, local_accounts, shop_settings, users`);
  }
}

const TABLES = `
CREATE TABLE users (
  id uuid NOT NULL,
  email text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);

CREATE TABLE shop_settings (
  user_id uuid NOT NULL,
  timezone text NOT NULL DEFAULT 'Asia/Jakarta',
  lead_time_days integer NOT NULL DEFAULT 3,
  review_days integer NOT NULL DEFAULT 7,
  service_level double precision NOT NULL DEFAULT 0.95,
  low_stock_threshold integer NOT NULL DEFAULT 10,
  PRIMARY KEY (user_id),
  CONSTRAINT shop_settings_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT shop_settings_lead_time_days CHECK (lead_time_days BETWEEN 0 AND 365),
  CONSTRAINT shop_settings_review_days CHECK (review_days BETWEEN 1 AND 365),
  CONSTRAINT shop_settings_service_level CHECK (service_level BETWEEN 0.5 AND 0.999),
  CONSTRAINT shop_settings_low_stock_threshold CHECK (low_stock_threshold >= 0)
);

CREATE TABLE local_accounts (
  user_id uuid NOT NULL,
  email text NOT NULL,
  password_hash text NOT NULL,
  PRIMARY KEY (user_id),
  CONSTRAINT local_accounts_email UNIQUE (email),
  CONSTRAINT local_accounts_user FOREIGN KEY (user_id) REFERENCES users (id)
);

CREATE TABLE refresh_tokens (
  token_hash text NOT NULL,
  user_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (token_hash),
  CONSTRAINT refresh_tokens_user FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX refresh_tokens_of_user ON refresh_tokens (user_id);

CREATE TABLE shop_activity (
  user_id uuid NOT NULL,
  last_sale_on date NOT NULL,
  PRIMARY KEY (user_id),
  CONSTRAINT shop_activity_user FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX shop_activity_latest ON shop_activity (last_sale_on);

CREATE TABLE goods (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  category text,
  sku text,
  unit text,
  price numeric(14,2) NOT NULL,
  cost_price numeric(14,2) NOT NULL DEFAULT 0,
  stock_quantity integer NOT NULL,
  lead_time_days integer,
  low_stock_threshold integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  demand_version integer NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, id),
  CONSTRAINT goods_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT goods_price CHECK (price >= 0),
  CONSTRAINT goods_cost_price CHECK (cost_price >= 0),
  CONSTRAINT goods_stock_quantity CHECK (stock_quantity >= 0),
  CONSTRAINT goods_lead_time_days CHECK (lead_time_days BETWEEN 0 AND 365),
  CONSTRAINT goods_low_stock_threshold CHECK (low_stock_threshold >= 0)
);
CREATE INDEX goods_newest_first ON goods (user_id, created_at, id);
CREATE INDEX goods_lowest_stock_first ON goods (user_id, stock_quantity, id) WHERE archived_at IS NULL;

CREATE TABLE sales (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  goods_id uuid NOT NULL,
  quantity integer NOT NULL,
  sale_date date NOT NULL,
  unit_price numeric(14,2) NOT NULL,
  unit_cost numeric(14,2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, id),
  CONSTRAINT sales_goods FOREIGN KEY (user_id, goods_id) REFERENCES goods (user_id, id),
  CONSTRAINT sales_quantity CHECK (quantity > 0)
);
CREATE INDEX sales_latest_first ON sales (user_id, sale_date, created_at, id);
CREATE INDEX sales_of_goods ON sales (user_id, goods_id, sale_date);

CREATE TABLE stock_movements (
  user_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  goods_id uuid NOT NULL,
  kind text NOT NULL,
  quantity_change integer NOT NULL,
  sale_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, id),
  CONSTRAINT stock_movements_goods FOREIGN KEY (user_id, goods_id) REFERENCES goods (user_id, id),
  CONSTRAINT stock_movements_kind
    CHECK (kind IN ('opening', 'sale', 'sale_void', 'sale_edit', 'receipt', 'adjustment', 'count')),
  CONSTRAINT stock_movements_quantity_change CHECK (quantity_change <> 0)
);
CREATE INDEX stock_movements_of_goods ON stock_movements (user_id, goods_id, id);

CREATE TABLE forecast_runs (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  as_of date NOT NULL,
  horizon_days integer NOT NULL,
  status text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  error text,
  PRIMARY KEY (user_id, id),
  CONSTRAINT forecast_runs_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT forecast_runs_status CHECK (status IN ('running', 'done', 'failed'))
);
CREATE INDEX forecast_runs_latest_done ON forecast_runs (user_id, finished_at) WHERE status = 'done';

CREATE TABLE restock_inferences (
  user_id uuid NOT NULL,
  run_id uuid NOT NULL,
  goods_id uuid NOT NULL,
  demand_version integer NOT NULL,
  model text NOT NULL,
  predicted integer[] NOT NULL,
  lower integer[] NOT NULL,
  upper integer[] NOT NULL,
  week_lower integer NOT NULL,
  week_upper integer NOT NULL,
  mean_absolute_error double precision NOT NULL,
  protection_days integer NOT NULL,
  protection_demand double precision NOT NULL,
  protection_safety_stock double precision NOT NULL,
  protection_lower_demand double precision NOT NULL,
  protection_upper_demand double precision NOT NULL,
  lead_time_days integer NOT NULL,
  lead_time_demand double precision NOT NULL,
  lead_time_safety_stock double precision NOT NULL,
  stock_quantity integer NOT NULL,
  restock_quantity integer NOT NULL,
  PRIMARY KEY (user_id, run_id, goods_id),
  CONSTRAINT restock_inferences_run
    FOREIGN KEY (user_id, run_id) REFERENCES forecast_runs (user_id, id) ON DELETE CASCADE,
  CONSTRAINT restock_inferences_goods FOREIGN KEY (user_id, goods_id) REFERENCES goods (user_id, id)
);
CREATE INDEX restock_inferences_of_goods ON restock_inferences (user_id, goods_id);
`;
