import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, SequenceBatch } from '../Metric.ts';
import { checkSequenceBatch } from './checkSequenceBatch.ts';

const kind: BatchKind<SequenceBatch> = { check: checkSequenceBatch, rows: ({ targets }) => targets.length };

/** What is particular to one metric of sequences: how one row counts, and the value of all rows so far. */
export interface SequenceFold {
  add(target: readonly number[], predicted: readonly number[], weight: number): void;
  compute(): number;
}

/** Makes a metric of `open`, which starts an empty fold. */
export function sequenceMetric<Name extends string>(
  description: MetricDescription<Name>,
  open: () => SequenceFold,
): Metric<SequenceBatch, Name> {
  return checkedMetric(description, kind, () => {
    const fold = open();
    return {
      add: ({ targets, predicted }, row, weight) =>
        fold.add(targets[row] ?? [], predicted[row] ?? [], weight),
      compute: fold.compute,
    };
  });
}
