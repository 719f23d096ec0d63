import type { Language } from './language-of.js';

/** What keeps a request from being carried out. */
export type Missing = 'goods' | 'quantity' | 'price' | 'name';

/** A tool with its arguments, by the names that the assistant's tools have. */
export interface ToolRequest {
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number | boolean>>;
}

/** What a message asks for. */
export type Understanding =
  | ({ readonly kind: 'tool' } & ToolRequest)
  | ({ readonly kind: 'incomplete'; readonly missing: Missing } & ToolRequest)
  | { readonly kind: 'help' | 'greeting' };

/** What a message asks for, and in which language. */
export type Understood = { readonly language: Language } & (
  Understanding | { readonly kind: 'confirm' | 'cancel' | 'not_understood' }
);
