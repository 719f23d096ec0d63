import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** A shop's forecast that was asked for and is not made yet, and nothing of the shop. Global: the worker reads it across shops. */
@Entity({ name: 'forecast_requests' })
export class ForecastRequest {
  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  /** Of the job, and of the run that it stands for. */
  @Column({ type: 'uuid', name: 'job_id' })
  jobId!: string;

  /** When it was asked for last. */
  @Column({ type: 'timestamptz', name: 'asked_at' })
  askedAt!: Date;

  /** It is not to be made earlier. */
  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  /** Asked for by the nightly refresh and not by a person. */
  @Column({ type: 'boolean' })
  nightly!: boolean;

  @OneToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'forecast_requests_user' })
  user?: User;
}
