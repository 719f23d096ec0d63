import type { CalendarDay } from '@tor/kernel/calendar-day';
import { LanguageReader } from './language-reader.js';
import { languageOf, type Language } from './language-of.js';
import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';
import { plainAnswer } from './plain-answer.js';
import type { Understood, Understanding } from './understood.js';

/** Longer messages are stories, not requests. */
const LONGEST = 200;

/** What a message is understood against. */
export interface Situation {
  /** The shop's day. */
  readonly today: CalendarDay;
  /** The shop's language, for messages that do not tell theirs. */
  readonly language: Language;
}

const READERS: Readonly<Record<Language, LanguageReader>> = {
  id: new LanguageReader(INDONESIAN, ENGLISH),
  en: new LanguageReader(ENGLISH, INDONESIAN),
};

/** What a message asks for, in Indonesian or English. Never throws; what is not surely understood is `not_understood`. */
export function understand(text: string, situation: Situation): Understood {
  const language = languageOf(text, situation.language);
  const plain = plainAnswer(text);
  if (plain !== null) return { kind: plain === 'yes' ? 'confirm' : 'cancel', language };
  const request = text.replaceAll(/\s+/g, ' ').trim();
  if (request === '' || request.length > LONGEST) return { kind: 'not_understood', language };
  for (const tried of [language, language === 'id' ? 'en' : 'id'] as const) {
    const understood: Understanding | null = READERS[tried].read(request, situation.today);
    if (understood) return { ...understood, language: tried };
  }
  return { kind: 'not_understood', language };
}
