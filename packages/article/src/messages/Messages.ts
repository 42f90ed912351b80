import type { ClaimId } from '../claims/index.ts';
import type { Block } from '../document/Block.ts';
import type { Report } from '../document/Report.ts';
import type { Facts } from '../facts.ts';
import type { ClaimText } from './ClaimText.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** All that is written in one language. */
export interface Messages {
  readonly language: Report['language'];
  readonly title: string;
  readonly subtitle: (facts: Facts) => string;
  readonly words: Report['words'];
  readonly claims: Readonly<Record<ClaimId, ClaimText>>;
  /** What is to be said where the measurement leaves a claim open, unless its own text says more. */
  readonly undecided: string;
  /** The statements themselves, where the language is not the articles' own. */
  readonly statementOf: (id: ClaimId) => string | undefined;
  /** The name of a measured number, where words in it need translating. */
  readonly labelOf: (label: string) => string;
  /** The text up to the list of claims. */
  readonly chapters: (facts: Facts) => readonly Block[];
  /** Heading and first words of the list of claims. */
  readonly claimsChapter: readonly Block[];
  /** Heading of one article's claims. */
  readonly articleHeading: (file: string, number: number) => string;
  /** What stands after the claims. */
  readonly ending: (facts: Facts) => readonly Block[];
}
