import type { ClassificationFold } from './classificationMetric.ts';
import { type ScoreGroup, scoreGroups } from './scoreGroups.ts';

/** The probabilities of all rows so far. */
export interface ScoredRows {
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  /**
   * Of each class the probabilities of all rows; of two classes of class 1 alone, as those of class 0 say the
   * same.
   */
  readonly scores: ReadonlyMap<number, readonly number[]>;
}

/** A fold that keeps all rows, 8 bytes per class and 16 more each, for what `summarize` says of them. */
export function scoredRows(summarize: (rows: ScoredRows) => number): ClassificationFold<number> {
  const labels: number[] = [];
  const weights: number[] = [];
  const scores = new Map<number, number[]>();
  return {
    add(label, probabilities, weight) {
      labels.push(label);
      weights.push(weight);
      probabilities.forEach((probability, index) => {
        if (probabilities.length === 2 && index === 0) return;
        const column = scores.get(index) ?? [];
        scores.set(index, column);
        column.push(probability);
      });
    },
    compute: () => summarize({ labels, weights, scores }),
  };
}

/** The groups of a class against all others, or against those that `counts` lets count. */
export function classGroups(
  { labels, weights, scores }: ScoredRows,
  positive: number,
  counts: (label: number) => boolean = () => true,
): ScoreGroup[] {
  return scoreGroups(scores.get(positive) ?? [], weights, (row) => {
    const label = labels[row] ?? 0;
    return counts(label) ? label === positive : undefined;
  });
}

/** The weight of the rows of each class. */
export function labelWeights({ labels, weights }: ScoredRows): Map<number, number> {
  const totals = new Map<number, number>();
  labels.forEach((label, row) => {
    totals.set(label, (totals.get(label) ?? 0) + (weights[row] ?? 0));
  });
  return totals;
}
