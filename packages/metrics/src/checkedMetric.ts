import { rangeError } from '@losskit/errors';

import { checkWeights } from './batchChecks.ts';
import type { Metric, MetricState, WeightedBatch } from './Metric.ts';

/** What a metric says of itself; here each states its bounds. */
export type MetricDescription<Name extends string = string> = Omit<Metric<never, Name>, 'create' | 'with'> &
  Required<Pick<Metric<never>, 'bounds'>>;

/** What the metrics of one kind of batch have in common. */
export interface BatchKind<Batch extends WeightedBatch> {
  /** Throws unless every row of the batch can be evaluated. */
  readonly check: (where: string, batch: Batch) => void;
  /** The number of rows of a checked batch. */
  readonly rows: (batch: Batch) => number;
  /** What all batches of one state share, such as the number of classes. */
  readonly width?: { readonly name: string; readonly of: (batch: Batch) => number };
}

/** How a row of a checked batch counts, and the value of all rows so far. */
export interface BatchFold<Batch, Value> {
  /** Only rows whose weight is above 0 come here. */
  add(batch: Batch, row: number, weight: number): void;
  /** Called after the last row of a batch. */
  endBatch?(): void;
  compute(): Value;
}

/** A state whose batches are checked whole before their first row counts. */
export function checkedState<Batch extends WeightedBatch, Value>(
  where: string,
  { check, rows, width }: BatchKind<Batch>,
  fold: BatchFold<Batch, Value>,
): MetricState<Batch, Value> {
  let firstWidth: number | undefined;
  return {
    update(batch) {
      check(where, batch);
      const { weights } = batch;
      const count = rows(batch);
      if (weights !== undefined) checkWeights(where, weights, count);
      if (width !== undefined) {
        firstWidth ??= width.of(batch);
        if (width.of(batch) !== firstWidth) {
          throw rangeError(where, `${firstWidth} ${width.name}, as in the first batch`, width.of(batch));
        }
      }
      for (let row = 0; row < count; row++) {
        const weight = weights?.[row] ?? 1;
        if (weight > 0) fold.add(batch, row, weight);
      }
      fold.endBatch?.();
    },
    compute: fold.compute,
  };
}

/** Makes a metric of `open`, which starts an empty fold. */
export function checkedMetric<Batch extends WeightedBatch, Name extends string>(
  description: MetricDescription<Name>,
  kind: BatchKind<Batch>,
  open: () => BatchFold<Batch, number>,
): Metric<Batch, Name> {
  return { ...description, create: () => checkedState(description.name, kind, open()) };
}
