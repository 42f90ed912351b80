import { rangeError } from '@losskit/errors';

import type { Metric, MetricState } from './Metric.ts';

/** What a metric says of itself; here each states its bounds. */
export type MetricDescription = Omit<Metric<never>, 'create'> & Required<Pick<Metric<never>, 'bounds'>>;

/** What the metrics of one kind of batch have in common. */
export interface BatchKind<Batch> {
  /** Throws unless every row of the batch can be evaluated. */
  readonly check: (where: string, batch: Batch) => void;
  /** What all batches of one state share, such as the number of classes. */
  readonly width?: { readonly name: string; readonly of: (batch: Batch) => number };
}

/** How a checked batch counts, and the value of all batches so far. */
export interface BatchFold<Batch, Value> {
  add(batch: Batch): void;
  compute(): Value;
}

/** A state whose batches are checked whole before their first row counts. */
export function checkedState<Batch, Value>(
  where: string,
  { check, width }: BatchKind<Batch>,
  fold: BatchFold<Batch, Value>,
): MetricState<Batch, Value> {
  let firstWidth: number | undefined;
  return {
    update(batch) {
      check(where, batch);
      if (width !== undefined) {
        firstWidth ??= width.of(batch);
        if (width.of(batch) !== firstWidth) {
          throw rangeError(where, `${firstWidth} ${width.name}, as in the first batch`, width.of(batch));
        }
      }
      fold.add(batch);
    },
    compute: fold.compute,
  };
}

/** Makes a metric of `open`, which starts an empty fold. */
export function checkedMetric<Batch>(
  description: MetricDescription,
  kind: BatchKind<Batch>,
  open: () => BatchFold<Batch, number>,
): Metric<Batch> {
  return { ...description, create: () => checkedState(description.name, kind, open()) };
}
