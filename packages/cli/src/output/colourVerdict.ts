import type { BaselineDifference, Verdict } from '@losskit/study';

import { colours } from './colours.ts';
import type { Cell } from './formatTable.ts';

type AnyVerdict = Verdict | BaselineDifference['verdict'];

/** Green is for a loss that can be used; `undecided` is not one. */
const COLOURS: Readonly<Record<AnyVerdict, (text: string) => string>> = {
  best: (text) => colours.bold(colours.green(text)),
  better: (text) => colours.bold(colours.green(text)),
  'as good': colours.green,
  undecided: colours.cyan,
  'slightly worse': colours.yellow,
  worse: colours.red,
  'not converged': colours.red,
  failed: colours.red,
};

/** A verdict as a table shows it. */
export function colourVerdict(verdict: AnyVerdict): Cell {
  return { text: verdict, colour: COLOURS[verdict] };
}
