import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';

const BEGINNINGS = [...INDONESIAN.changes, ...ENGLISH.changes];

/**
 * Whether a message can be a wish that something be added, changed or deleted. Generous: it is wrong about many questions, and
 * right that "what is running out?" is none.
 */
export function mayAskForChange(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => BEGINNINGS.some((beginning) => word.startsWith(beginning)));
}
