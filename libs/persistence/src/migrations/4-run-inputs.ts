import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a forecast run knew, as one hash; null in older runs. */
export class RunInputs1700000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE forecast_runs ADD COLUMN input_hash text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE forecast_runs DROP COLUMN input_hash');
  }
}
