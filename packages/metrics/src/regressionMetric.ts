import { checkRegressionBatch } from './batchChecks.ts';
import type { Metric, RegressionBatch } from './Metric.ts';

/** What is particular to one regression metric: how one row counts, and the value of all rows so far. */
export interface RegressionFold {
  add(target: number, predicted: number): void;
  compute(): number;
}

/** Makes a metric of `open`. Every batch is checked whole before its first row counts. */
export function regressionMetric(
  name: string,
  higherIsBetter: boolean,
  open: () => RegressionFold,
): Metric<RegressionBatch> {
  return {
    name,
    higherIsBetter,
    create() {
      const fold = open();
      return {
        update(batch) {
          checkRegressionBatch(name, batch);
          batch.targets.forEach((target, row) => {
            fold.add(target, batch.predicted[row] ?? Number.NaN);
          });
        },
        compute: fold.compute,
      };
    },
  };
}
