import type { z } from 'zod';
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
