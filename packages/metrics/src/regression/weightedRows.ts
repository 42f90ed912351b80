import type { ColumnFold } from './meanOfColumns.ts';

/** All rows of a column so far. */
export interface WeightedRows {
  readonly targets: readonly number[];
  readonly predicted: readonly number[];
  readonly weights: readonly number[];
}

/** A fold that keeps all rows of a column, 24 bytes each, for what `summarize` says of them. */
export function weightedRows(summarize: (rows: WeightedRows) => number): ColumnFold {
  const targets: number[] = [];
  const predictions: number[] = [];
  const weights: number[] = [];
  return {
    add(target, predicted, weight) {
      targets.push(target);
      predictions.push(predicted);
      weights.push(weight);
    },
    compute: () => summarize({ targets, predicted: predictions, weights }),
  };
}
