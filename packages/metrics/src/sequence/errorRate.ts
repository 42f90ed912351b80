import { editDistance } from './editDistance.ts';

/**
 * A fold of Σ edit distance of predicted and target sequence / Σ length of the targets; NaN where all are
 * empty.
 */
export function errorRate<Symbol>() {
  let edits = 0;
  let symbols = 0;
  return {
    add(target: readonly Symbol[], predicted: readonly Symbol[], weight: number): void {
      edits += weight * editDistance(target, predicted);
      symbols += weight * target.length;
    },
    compute: () => (symbols > 0 ? edits / symbols : Number.NaN),
  };
}
