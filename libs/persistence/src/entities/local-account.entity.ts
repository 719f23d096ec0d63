import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, Unique } from 'typeorm';
import { User } from './user.entity.js';

/** The sign-in of a user where accounts are our own. Global: it is looked up before the tenant is known. */
@Entity({ name: 'local_accounts' })
@Unique('local_accounts_email', ['email'])
export class LocalAccount {
  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  /** Lower case. */
  @Column({ type: 'text' })
  email!: string;

  /** Argon2id in PHC string form. */
  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;

  @OneToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'local_accounts_user' })
  user?: User;
}
