import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { EmbeddingBatch, Metric } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkEmbeddingBatch } from './checkEmbeddingBatch.ts';
import { nearestRows } from './nearestRows.ts';

const kind: BatchKind<EmbeddingBatch> = {
  check: checkEmbeddingBatch,
  rows: ({ labels }) => labels.length,
  width: { name: 'components', of: ({ components }) => components },
};

/** How a row's neighbours are judged. */
export interface Retrieval {
  /** How many neighbours to look at, of a row whose label `relevant` others have. */
  readonly neighbours: (relevant: number) => number;
  /** The row's score: whether each neighbour has its label, the nearest first. */
  readonly score: (isRelevant: readonly boolean[]) => number;
}

/**
 * Makes a metric that is the mean of the scores of the rows whose label some other row has. It needs all rows
 * at once, so the state keeps them. A weight says how much the row counts when its neighbours are judged, not
 * how often it is found; a row of weight 0 is ignored. For n rows of d components `compute` takes time
 * O(n²·(d + log n)), and memory O(n) beside the rows.
 */
export function retrievalMetric<Name extends string>(
  description: MetricDescription<Name>,
  { neighbours, score }: Retrieval,
): Metric<EmbeddingBatch, Name> {
  return checkedMetric(description, kind, () => {
    const labels: number[] = [];
    const rows: Float64Array[] = [];
    const weights: number[] = [];
    return {
      add(batch, row, weight) {
        labels.push(batch.labels[row] ?? 0);
        const start = row * batch.components;
        rows.push(Float64Array.from(batch.embeddings.subarray(start, start + batch.components)));
        weights.push(weight);
      },
      compute() {
        const sizes = new Map<number, number>();
        for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
        const scores = runningMean();
        labels.forEach((label, row) => {
          const relevant = (sizes.get(label) ?? 0) - 1;
          if (relevant === 0) return;
          const nearest = nearestRows(rows, row, Math.min(neighbours(relevant), labels.length - 1));
          const isRelevant = nearest.map((other) => labels[other] === label);
          scores.add(score(isRelevant), weights[row]);
        });
        return scores.compute();
      },
    };
  });
}
