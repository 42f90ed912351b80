import type { Verdict } from '../Claim.ts';
import type { Block } from './Block.ts';

/** The report in one language, before it is HTML or Markdown. */
export interface Report {
  /** As HTML's `lang` takes it. */
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
  readonly words: {
    readonly contents: string;
    readonly checked: string;
    readonly measured: string;
    readonly figure: (number: number) => string;
    /** Names of what a reader can scroll, for who does not see it. */
    readonly formula: (number: number) => string;
    readonly code: (number: number) => string;
    readonly verdicts: Readonly<Record<Verdict, string>>;
  };
}
