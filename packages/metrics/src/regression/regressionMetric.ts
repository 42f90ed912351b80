import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, RegressionBatch } from '../Metric.ts';
import { checkRegressionBatch } from './checkRegressionBatch.ts';

const kind: BatchKind<RegressionBatch> = {
  check: checkRegressionBatch,
  rows: ({ targets, columns = 1 }) => targets.length / columns,
  width: { name: 'columns', of: ({ columns = 1 }) => columns },
};

/** What is particular to one regression metric: how one target counts, and the value of all so far. */
export interface RegressionFold {
  add(target: number, predicted: number, weight: number, column: number): void;
  compute(): number;
}

/** Makes a metric of `open`, which starts an empty fold. */
export function regressionMetric<Name extends string>(
  description: MetricDescription<Name>,
  open: () => RegressionFold,
  check = kind.check,
): Metric<RegressionBatch, Name> {
  return checkedMetric(description, { ...kind, check }, () => {
    const fold = open();
    return {
      add({ targets, predicted, columns = 1 }, row, weight) {
        for (let column = 0; column < columns; column++) {
          const index = row * columns + column;
          fold.add(targets[index] ?? Number.NaN, predicted[index] ?? Number.NaN, weight, column);
        }
      },
      compute: fold.compute,
    };
  });
}
