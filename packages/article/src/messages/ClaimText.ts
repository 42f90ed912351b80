import type { Verdict } from '../Claim.ts';

/** What a claim means in words. Texts may hold TeX between dollar signs. */
export interface ClaimText {
  /** How it is checked. */
  readonly method: string;
  /** What is to be said for a verdict: the condition, what is true instead, the right formula. */
  readonly findings: Partial<Readonly<Record<Verdict, string>>>;
}

/** In English with the statement itself; the articles are in Chinese. */
export interface TranslatedClaimText extends ClaimText {
  readonly statement: string;
}
