import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';

/** What owners write in: Indonesian or English. */
export type Language = 'id' | 'en';

const MARKS: Readonly<Record<Language, ReadonlySet<string>>> = {
  id: new Set([...INDONESIAN.marks, ...INDONESIAN.questions]),
  en: new Set([...ENGLISH.marks, ...ENGLISH.questions]),
};
/** The beginning of a message tells its language; the rest may be a list of goods. */
const READ_CHARACTERS = 500;

/** The language of a message, by the common words in it. @param otherwise when it does not tell */
export function languageOf(text: string, otherwise: Language): Language {
  const words =
    text
      .slice(0, READ_CHARACTERS)
      .toLowerCase()
      .match(/[\p{L}']+/gu) ?? [];
  const count = (language: Language): number => words.filter((word) => MARKS[language].has(word)).length;
  const [indonesian, english] = [count('id'), count('en')];
  if (indonesian === english) return otherwise;
  return indonesian > english ? 'id' : 'en';
}
