import { mean } from '../mean.ts';
import type { RegressionFold } from './regressionMetric.ts';

/** How one target of a column counts, and the value of the column so far. */
export interface ColumnFold {
  add(target: number, predicted: number, weight: number): void;
  compute(): number;
}

/** A fold whose value is the mean of those of its columns, each of them a fold that `open` starts. */
export function meanOfColumns(open: () => ColumnFold): RegressionFold {
  const columns: ColumnFold[] = [];
  return {
    add(target, predicted, weight, column) {
      const fold = columns[column] ?? open();
      columns[column] = fold;
      fold.add(target, predicted, weight);
    },
    compute: () => mean(columns.map((fold) => fold.compute())),
  };
}
