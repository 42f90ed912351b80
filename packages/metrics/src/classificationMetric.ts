import { expected } from '@losskit/errors';

import { checkClassificationBatch } from './batchChecks.ts';
import type { ClassificationBatch, Metric } from './Metric.ts';

/** One row of probabilities, one number per class. */
export type ProbabilityRow = Float32Array | Float64Array;

/** What is particular to one classification metric: how one row counts, and the value of all rows so far. */
export interface ClassificationFold<Value> {
  add(label: number, probabilities: ProbabilityRow): void;
  compute(): Value;
}

/** Wraps a fold so that every batch is checked whole before its first row counts. */
export function classificationState<Value>(name: string, fold: ClassificationFold<Value>) {
  let firstClasses: number | undefined;
  return {
    update(batch: ClassificationBatch): void {
      checkClassificationBatch(name, batch);
      const { labels, probabilities, classes } = batch;
      firstClasses ??= classes;
      if (classes !== firstClasses) {
        throw new RangeError(expected(name, `${firstClasses} classes, as in the first batch`, classes));
      }
      labels.forEach((label, row) => {
        fold.add(label, probabilities.subarray(row * classes, (row + 1) * classes));
      });
    },
    compute: fold.compute,
  };
}

/** Makes a metric of `open`, which starts an empty state. */
export function classificationMetric(
  name: string,
  higherIsBetter: boolean,
  open: () => ClassificationFold<number>,
): Metric<ClassificationBatch> {
  return { name, higherIsBetter, create: () => classificationState(name, open()) };
}
