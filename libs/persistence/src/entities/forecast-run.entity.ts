import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';
import { User } from './user.entity.js';

/** One training for one shop, from the reading of its sales to the writing of its inferences. */
@Entity({ name: 'forecast_runs' })
@Check('forecast_runs_status', "status IN ('running', 'done', 'failed')")
@Index('forecast_runs_latest_done', ['userId', 'finishedAt'], { where: "status = 'done'" })
export class ForecastRun {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'forecast_runs_pkey' })
  userId!: string;

  /** The id of the queue's job, so that a job that is delivered twice is one run. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'forecast_runs_pkey' })
  id!: string;

  /** The first forecast day: the shop's day when the run began. */
  @Column({ type: 'date', name: 'as_of' })
  asOf!: string;

  @Column({ type: 'integer', name: 'horizon_days' })
  horizonDays!: number;

  @Column({ type: 'text' })
  status!: 'running' | 'done' | 'failed';

  /** When the sales were read: what was booked later is not in the forecast. */
  @Column({ ...instantColumn, name: 'started_at' })
  startedAt!: Date;

  @Column({ ...instantColumn, name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  /** Of demand versions, lead times and settings when the run began: another one means another forecast. */
  @Column({ type: 'text', name: 'input_hash', nullable: true })
  inputHash!: string | null;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'forecast_runs_user' })
  user?: User;
}
