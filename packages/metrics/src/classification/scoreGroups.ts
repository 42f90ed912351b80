/** The rows to which a class has one and the same probability. */
export interface ScoreGroup {
  readonly score: number;
  /** The weight of those that are of the class. */
  readonly positives: number;
  /** The weight of all others. */
  readonly negatives: number;
}

/**
 * Groups rows by their score, the largest first; `positive` says whether a row is of the class, undefined
 * leaves it out.
 */
export function scoreGroups(
  scores: readonly number[],
  weights: readonly number[],
  positive: (row: number) => boolean | undefined,
): ScoreGroup[] {
  const groups = new Map<number, { score: number; positives: number; negatives: number }>();
  scores.forEach((score, row) => {
    const isPositive = positive(row);
    if (isPositive === undefined) return;
    const group = groups.get(score) ?? { score, positives: 0, negatives: 0 };
    groups.set(score, group);
    group[isPositive ? 'positives' : 'negatives'] += weights[row] ?? 0;
  });
  return [...groups.values()].sort((a, b) => b.score - a.score);
}

/**
 * The area under the ROC curve: the share of pairs of a positive and a negative row in which the former has
 * the larger score.
 */
export function rocArea(groups: readonly ScoreGroup[]): number {
  let positives = 0;
  let negatives = 0;
  let pairsLost = 0;
  for (const group of groups) {
    pairsLost += group.positives * (negatives + group.negatives / 2);
    positives += group.positives;
    negatives += group.negatives;
  }
  // Rounding of weights can lift the fraction above 1.
  return Math.max(0, 1 - pairsLost / (positives * negatives));
}

/** The area under the curve of precision over recall, in steps; NaN without a positive or a negative row. */
export function precisionArea(groups: readonly ScoreGroup[]): number {
  let truePositives = 0;
  let predicted = 0;
  let sum = 0;
  for (const group of groups) {
    truePositives += group.positives;
    predicted += group.positives + group.negatives;
    sum += group.positives * (truePositives / predicted);
  }
  return truePositives < predicted ? sum / truePositives : Number.NaN;
}
