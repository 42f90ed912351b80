import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, MultilabelBatch } from '../Metric.ts';
import { checkMultilabelBatch } from './checkMultilabelBatch.ts';

const kind: BatchKind<MultilabelBatch> = {
  check: checkMultilabelBatch,
  rows: ({ targets, labels }) => targets.length / labels,
  width: { name: 'labels', of: ({ labels }) => labels },
};

/** One label of one row: whether it is true of the row, whether it is predicted, and how probable it is. */
export interface LabelPrediction {
  readonly target: boolean;
  /** Above 0.5; as between two classes, equal probabilities are a no. */
  readonly predicted: boolean;
  readonly probability: number;
}

/** What is particular to one multilabel metric: how one row counts, and the value of all rows so far. */
export interface MultilabelFold {
  add(row: readonly LabelPrediction[], weight: number): void;
  compute(): number;
}

/** Makes a metric of `open`, which starts an empty fold. */
export function multilabelMetric<Name extends string>(
  description: MetricDescription<Name>,
  open: () => MultilabelFold,
): Metric<MultilabelBatch, Name> {
  return checkedMetric(description, kind, () => {
    const fold = open();
    return {
      add({ targets, probabilities, labels }, row, weight) {
        const start = row * labels;
        const predictions = Array.from(
          probabilities.subarray(start, start + labels),
          (probability, label) => ({
            target: targets[start + label] === 1,
            predicted: probability > 0.5,
            probability,
          }),
        );
        fold.add(predictions, weight);
      },
      compute: fold.compute,
    };
  });
}
