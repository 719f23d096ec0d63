/** What happens while a message is being answered. */
export type AgentEvent =
  /** The next words of the answer. */
  | { readonly kind: 'token'; readonly text: string }
  /** A tool is asked; words before it were no part of the answer. */
  | { readonly kind: 'tool'; readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }
  /** The words so far do not count. */
  | { readonly kind: 'restart' };

export type AgentListener = (event: AgentEvent) => void;
