import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';

/** A person who owns a shop. The id is the tenant of every other row. */
@Entity({ name: 'users' })
export class User {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  @CreateDateColumn({ ...instantColumn, name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
