import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';
import { User } from './user.entity.js';

/** A refresh token of a local account. Global: it is looked up before the tenant is known. */
@Entity({ name: 'refresh_tokens' })
@Index('refresh_tokens_of_user', ['userId'])
export class RefreshToken {
  /** SHA-256 of the token, in hex: the token itself is never kept. */
  @PrimaryColumn({ type: 'text', name: 'token_hash' })
  tokenHash!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt!: Date;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'refresh_tokens_user' })
  user?: User;
}
