import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forecasts that were asked for and are not made yet: what the queue loses is put back from here. */
export class ForecastRequests1700000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE forecast_requests (
        user_id uuid NOT NULL,
        job_id uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        nightly boolean NOT NULL,
        PRIMARY KEY (user_id),
        CONSTRAINT forecast_requests_user FOREIGN KEY (user_id) REFERENCES users (id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE forecast_requests');
  }
}
