import { checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, SequenceBatch } from '../Metric.ts';
import { checkSequenceBatch } from './checkSequenceBatch.ts';

/** What is particular to one metric of sequences: how one row counts, and the value of all rows so far. */
export interface SequenceFold {
  add(target: readonly number[], predicted: readonly number[]): void;
  compute(): number;
}

/** Makes a metric of `open`, which starts an empty fold. */
export function sequenceMetric(
  description: MetricDescription,
  open: () => SequenceFold,
): Metric<SequenceBatch> {
  return checkedMetric(description, { check: checkSequenceBatch }, () => {
    const fold = open();
    return {
      add({ targets, predicted }) {
        targets.forEach((target, row) => {
          fold.add(target, predicted[row] ?? []);
        });
      },
      compute: fold.compute,
    };
  });
}
