import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an inference rests on, and the quantiles of the demand that an order has to last for; null in older inferences. */
export class ForecastBasis1700000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE restock_inferences
        ADD COLUMN basis_days integer,
        ADD COLUMN basis_sale_days integer,
        ADD COLUMN basis_days_since_last_sale integer,
        ADD COLUMN basis_recent_units integer,
        ADD COLUMN basis_recent_days_out_of_stock integer,
        ADD COLUMN protection_quantiles double precision[]`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE restock_inferences
        DROP COLUMN basis_days,
        DROP COLUMN basis_sale_days,
        DROP COLUMN basis_days_since_last_sale,
        DROP COLUMN basis_recent_units,
        DROP COLUMN basis_recent_days_out_of_stock,
        DROP COLUMN protection_quantiles`);
  }
}
