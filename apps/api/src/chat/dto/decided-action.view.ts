import { ApiProperty } from '@nestjs/swagger';
import type { MessageEnvelope } from '../../http/envelopes.js';
import type { DecidedAction } from '../actions/actions.service.js';

/** A proposed action after it was confirmed or cancelled. */
export class DecidedActionView {
  @ApiProperty({ format: 'uuid', example: '2f6b8f1e-0f53-4a7c-9a3e-6a1d2b3c4d5e' })
  id!: string;

  @ApiProperty({ format: 'uuid', example: '7b0f4c9e-0d55-4a57-9a6e-0a4a4b7a6f10' })
  conversation_id!: string;

  @ApiProperty({ example: 'update_goods' })
  tool!: string;

  @ApiProperty({ enum: ['done', 'cancelled'], example: 'done' })
  status!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'The goods or the sale as the write left it; null when it was cancelled',
    example: { id: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21', name: 'Kopi Gayo 250 g', price: 50000 },
  })
  result!: object | null;
}

export function toDecidedActionView(decided: DecidedAction): MessageEnvelope<DecidedActionView> {
  const { id, conversationId, tool, status, message, data } = decided;
  return { message, data: { id, conversation_id: conversationId, tool, status, result: data } };
}
