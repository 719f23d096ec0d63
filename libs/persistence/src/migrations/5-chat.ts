import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANT_TABLES = ['chat_conversations', 'chat_messages', 'chat_actions', 'chat_usage'];

/** Conversations with the assistant, the writes that it proposed, and what it has taken of the language model. */
export class Chat1700000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const table of TENANT_TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await queryRunner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      const isTenant = `user_id = nullif(current_setting('app.user_id', true), '')::uuid`;
      await queryRunner.query(`CREATE POLICY tenant ON ${table} USING (${isTenant}) WITH CHECK (${isTenant})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE chat_usage, chat_actions, chat_messages, chat_conversations');
  }
}

const TABLES = `
CREATE TABLE chat_conversations (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  next_position integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  busy_until timestamptz,
  PRIMARY KEY (user_id, id),
  CONSTRAINT chat_conversations_user FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX chat_conversations_latest_first ON chat_conversations (user_id, updated_at, id);

CREATE TABLE chat_messages (
  user_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  content text NOT NULL,
  tool_calls jsonb,
  tool_call_id text,
  assistant text,
  action_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, conversation_id, position),
  CONSTRAINT chat_messages_conversation
    FOREIGN KEY (user_id, conversation_id) REFERENCES chat_conversations (user_id, id),
  CONSTRAINT chat_messages_kind CHECK (kind IN ('user', 'assistant', 'tool')),
  CONSTRAINT chat_messages_assistant CHECK (assistant IN ('groq', 'offline'))
);

CREATE TABLE chat_actions (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  tool text NOT NULL,
  arguments jsonb NOT NULL,
  arguments_hash text NOT NULL,
  summary text NOT NULL,
  changes jsonb NOT NULL,
  basis_hash text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  undoes uuid,
  inverse jsonb,
  result jsonb,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  decided_at timestamptz,
  PRIMARY KEY (user_id, id),
  CONSTRAINT chat_actions_conversation
    FOREIGN KEY (user_id, conversation_id) REFERENCES chat_conversations (user_id, id),
  CONSTRAINT chat_actions_status CHECK (status IN ('pending', 'done', 'cancelled')),
  CONSTRAINT chat_actions_result CHECK ((status = 'done') = (result IS NOT NULL))
);
CREATE INDEX chat_actions_of_conversation ON chat_actions (user_id, conversation_id, created_at, id);

CREATE TABLE chat_usage (
  user_id uuid NOT NULL,
  day date NOT NULL,
  steps integer NOT NULL DEFAULT 0,
  tokens bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, day),
  CONSTRAINT chat_usage_user FOREIGN KEY (user_id) REFERENCES users (id)
);
`;
