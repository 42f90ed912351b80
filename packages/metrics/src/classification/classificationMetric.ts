import { type BatchKind, checkedState, type MetricDescription } from '../checkedMetric.ts';
import type { ClassificationBatch, Metric, MetricState } from '../Metric.ts';
import { checkClassificationBatch } from './checkClassificationBatch.ts';

const kind: BatchKind<ClassificationBatch> = {
  check: checkClassificationBatch,
  rows: ({ labels }) => labels.length,
  width: { name: 'classes', of: ({ classes }) => classes },
};

/** One row of probabilities, one per class. */
export type ProbabilityRow = Float32Array | Float64Array;

/** What is particular to one classification metric: how one row counts, and the value of all rows so far. */
export interface ClassificationFold<Value> {
  add(label: number, probabilities: ProbabilityRow, weight: number): void;
  compute(): Value;
}

/** A state of batches that `check` lets pass. */
export function classificationState<Value>(
  where: string,
  fold: ClassificationFold<Value>,
  check = kind.check,
): MetricState<ClassificationBatch, Value> {
  return checkedState(
    where,
    { ...kind, check },
    {
      add({ labels, probabilities, classes }, row, weight) {
        fold.add(labels[row] ?? 0, probabilities.subarray(row * classes, (row + 1) * classes), weight);
      },
      compute: fold.compute,
    },
  );
}

/** Makes a metric of `open`, which starts an empty fold. */
export function classificationMetric<Name extends string>(
  description: MetricDescription<Name>,
  open: () => ClassificationFold<number>,
  check = kind.check,
): Metric<ClassificationBatch, Name> {
  return { ...description, create: () => classificationState(description.name, open(), check) };
}
