import type { Verdict } from '@losskit/study';

import { SYMBOL_PATHS } from './symbolPaths.ts';

/** How a verdict looks in figures and tables: told apart by shape and filling too, not by colour alone. */
export interface VerdictMark {
  readonly color: string;
  readonly path: string;
  /** What is not told is hollow, and its interval dashed. */
  readonly hollow: boolean;
}

// Each has a contrast of at least 3:1 both on white and on the dark page.
const GREEN = '#008f68';
const BLUE = '#0072b2';
const OCHRE = '#a87400';
const ORANGE = '#d55e00';
const GREY = '#7b8086';

export const VERDICT_MARKS: Readonly<Record<Verdict, VerdictMark>> = {
  best: { color: GREEN, path: SYMBOL_PATHS.star, hollow: false },
  'as good': { color: BLUE, path: SYMBOL_PATHS.circle, hollow: false },
  'slightly worse': { color: OCHRE, path: SYMBOL_PATHS.diamond, hollow: false },
  worse: { color: ORANGE, path: SYMBOL_PATHS.square, hollow: false },
  undecided: { color: GREY, path: SYMBOL_PATHS.circle, hollow: true },
  'not converged': { color: GREY, path: SYMBOL_PATHS.diamond, hollow: true },
  failed: { color: ORANGE, path: SYMBOL_PATHS.cross, hollow: true },
};
