import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';
import { User } from './user.entity.js';

/** A request that was carried out, with its answer: who sends it again gets the same one. */
@Entity({ name: 'idempotency_keys' })
@Index('idempotency_keys_oldest_first', ['userId', 'expiresAt'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  userId!: string;

  /** What the client chose. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key!: string;

  /** Hash of the request: another one under the same key is refused. */
  @Column({ type: 'text' })
  fingerprint!: string;

  /** The body of the answer; null as long as there is none. */
  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt!: Date;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'idempotency_keys_user' })
  user?: User;
}
