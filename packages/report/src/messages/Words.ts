import type { english } from './en/index.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** All that a report says in one language; English shows what there is. */
export type Words = typeof english;

/** What stands inside figures. */
export type FigureWords = Words['figures'];
