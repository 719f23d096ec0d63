import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ChatAction } from '@tor/persistence/entities/chat-action.entity';

const ASSISTANTS = ['groq', 'offline'];

/** One value that an action would change. */
export class ChangeView {
  @ApiProperty({ example: 'price' })
  field!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Rp 48.000', description: 'Null: there is none before' })
  before!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Rp 50.000', description: 'Null: there is none after' })
  after!: string | null;
}

/** A write that waits for the owner's confirmation. */
export class PendingActionView {
  @ApiProperty({ format: 'uuid', example: '2f6b8f1e-0f53-4a7c-9a3e-6a1d2b3c4d5e' })
  id!: string;

  @ApiProperty({ example: 'update_goods' })
  tool!: string;

  @ApiProperty({ example: 'Ubah "Kopi Gayo 250 g": harga jual dari Rp 48.000 menjadi Rp 50.000' })
  summary!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { goods_id: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21', price: 50000 },
  })
  arguments!: Record<string, unknown>;

  @ApiProperty({ type: [ChangeView] })
  changes!: ChangeView[];

  @ApiProperty({
    format: 'date-time',
    example: '2026-01-05T03:17:44.512Z',
    description: 'Five minutes from its proposal',
  })
  expires_at!: string;
}

/** What the assistant answered. */
export class ChatAnswerView {
  @ApiProperty({ example: 'Stok kopi gayo berapa?', description: 'What the owner said' })
  message!: string;

  @ApiProperty({ example: 'Stok "Kopi Gayo 250 g" tinggal 24 unit, harga Rp 48.000.' })
  response!: string;

  @ApiProperty({ format: 'uuid', example: '7b0f4c9e-0d55-4a57-9a6e-0a4a4b7a6f10' })
  conversation_id!: string;

  @ApiProperty({ enum: ASSISTANTS, example: 'groq', description: 'Which assistant answered' })
  assistant!: string;

  @ApiPropertyOptional({ type: PendingActionView, description: 'When a write is proposed' })
  pending_action?: PendingActionView;
}

export function toPendingActionView(
  action: Pick<ChatAction, 'id' | 'tool' | 'summary' | 'arguments' | 'changes' | 'expiresAt'>,
): PendingActionView {
  const { id, tool, summary, arguments: args, changes, expiresAt } = action;
  return { id, tool, summary, arguments: args, changes: [...changes], expires_at: expiresAt.toISOString() };
}
