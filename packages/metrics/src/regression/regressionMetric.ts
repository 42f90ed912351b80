import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, RegressionBatch } from '../Metric.ts';
import { checkRegressionBatch } from './checkRegressionBatch.ts';

const kind: BatchKind<RegressionBatch> = {
  check: checkRegressionBatch,
  width: { name: 'columns', of: ({ columns = 1 }) => columns },
};

/** What is particular to one regression metric: how one target counts, and the value of all so far. */
export interface RegressionFold {
  add(target: number, predicted: number, column: number): void;
  compute(): number;
}

/** Makes a metric of `open`, which starts an empty fold. */
export function regressionMetric(
  description: MetricDescription,
  open: () => RegressionFold,
): Metric<RegressionBatch> {
  return checkedMetric(description, kind, () => {
    const fold = open();
    return {
      add({ targets, predicted, columns = 1 }) {
        targets.forEach((target, index) => {
          fold.add(target, predicted[index] ?? Number.NaN, index % columns);
        });
      },
      compute: fold.compute,
    };
  });
}
