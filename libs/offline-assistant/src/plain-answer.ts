import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';

const YES = new Set([...INDONESIAN.yes, ...ENGLISH.yes]);
const NO = new Set([...INDONESIAN.no, ...ENGLISH.no]);
const LONGEST = 40;
/** What may stand around a yes or a no without changing it. */
const POLITE =
  /\b(?:aja|saja|sih|kok|lah|tolong|dong|donk|deh|min|kak|bang|mas|mbak|pak|bu|please|thanks|thank you|makasih|terima kasih)\b/g;

/** Whether a whole message says yes or no, and nothing else. What says more is neither: it has to be read. */
export function plainAnswer(text: string): 'yes' | 'no' | null {
  if (text.length > LONGEST) return null;
  const whole = plainWords(text);
  // A "ya" after something else only softens it: "jangan dulu ya".
  const bare = plainWords(whole.replaceAll(POLITE, ' ')).replace(/(?<=\S) ya$/, '');
  if (YES.has(whole) || YES.has(bare)) return 'yes';
  return NO.has(whole) || NO.has(bare) ? 'no' : null;
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[.,!;:"\s]+/g, ' ')
    .trim();
}
