import { english } from './en/index.ts';
import type { Language, Words } from './Words.ts';
import { chinese } from './zh/index.ts';

const WORDS: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

/** What a report says in a language. */
export function wordsIn(language: Language): Words {
  return WORDS[language];
}
