import type { ChatConfig } from '@tor/config/config';

export const CHAT_CONFIG = Symbol('chat config');

/** Which assistant answers as long as nothing keeps it from it. */
export function usualAssistant({ groq }: ChatConfig): 'groq' | 'offline' {
  return groq ? 'groq' : 'offline';
}
