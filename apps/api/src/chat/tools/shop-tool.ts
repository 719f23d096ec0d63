import { HttpStatus } from '@nestjs/common';
import { tool, type StructuredTool } from 'langchain';
import type { z } from 'zod';
import { DomainError } from '@tor/kernel/domain-error';
import { entryOf } from '../../http/error-codes.js';
import { ValidationProblem } from '../../http/validation.js';
import type { Turn } from './turn.js';

/** Something that the assistant can look up or propose. */
export interface ShopTool {
  readonly name: string;
  /** For the model: what it is for. */
  readonly description: string;
  /** The shape of its arguments. The rules of fields are those of the REST routes. */
  readonly schema: z.ZodObject;
  /** @param args as the schema has it @returns what the model is told, as JSON */
  run(turn: Turn, args: Readonly<Record<string, unknown>>): Promise<object>;
}

/** Makes a tool: the arguments of `run` have the type of the schema. */
export function shopTool<Schema extends z.ZodObject>(definition: {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  run(turn: Turn, args: z.output<Schema>): Promise<object>;
}): ShopTool {
  const { run, ...rest } = definition;
  return { ...rest, run: (turn, args) => run(turn, args as z.output<Schema>) };
}

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
