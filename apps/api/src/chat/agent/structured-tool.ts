import { HttpStatus } from '@nestjs/common';
import { tool, type StructuredTool } from 'langchain';
import { DomainError } from '@tor/kernel/domain-error';
import { entryOf } from '../../http/error-codes.js';
import { ValidationProblem } from '../../http/validation.js';
import type { ShopTool } from '../tools/shop-tool.js';
import type { Turn } from '../tools/turn.js';

/** The tool as LangChain calls it, for one turn alone: it cannot be called for another shop. */
export function forTurn(shop: ShopTool, turn: Turn): StructuredTool {
  const { name, description, schema } = shop;
  const run = async (args: Record<string, unknown>): Promise<string> => {
    const result = await answered(shop, turn, args);
    turn.hasSeenData = true;
    return JSON.stringify(result);
  };
  return tool(run, { name, description, schema });
}

/** A refusal is an answer that the model can act on; a shop that is out of reach is none. */
async function answered(shop: ShopTool, turn: Turn, args: Record<string, unknown>): Promise<object> {
  try {
    return await shop.run(turn, args);
  } catch (error) {
    if (error instanceof ValidationProblem) {
      return { error: { code: 'validation_failed', message: error.detail, errors: error.fields } };
    }
    if (error instanceof DomainError && entryOf(error.code).status < HttpStatus.INTERNAL_SERVER_ERROR) {
      return { error: { code: error.code, message: turn.words.refusal(error) } };
    }
    throw error;
  }
}
