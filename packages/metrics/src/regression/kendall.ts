import { denseRanks, type Ranks } from '../denseRanks.ts';
import { prefixSums } from '../prefixSums.ts';
import { meanOfColumns } from './meanOfColumns.ts';
import { regressionMetric } from './regressionMetric.ts';
import { type WeightedRows, weightedRows } from './weightedRows.ts';

/** Twice the weight of the pairs whose values differ. */
function untiedPairs({ totals }: Ranks): number {
  const total = totals.reduce((sum, one) => sum + one, 0);
  return total ** 2 - totals.reduce((sum, one) => sum + one ** 2, 0);
}

function tau({ targets, predicted, weights }: WeightedRows): number {
  const byTarget = denseRanks(targets, weights);
  const byPrediction = denseRanks(predicted, weights);
  const smaller = prefixSums(byPrediction.totals.length);
  let seen = 0;
  let agreement = 0;
  // Rows of equal targets are no pairs, so all are compared with those of smaller targets before any is added.
  let start = 0;
  while (start < weights.length) {
    const targetRank = byTarget.ranks[byTarget.order[start] ?? 0];
    let end = start;
    while (end < weights.length && byTarget.ranks[byTarget.order[end] ?? 0] === targetRank) end++;
    const group = byTarget.order.subarray(start, end);
    for (const row of group) {
      const rank = byPrediction.ranks[row] ?? 0;
      agreement += (weights[row] ?? 0) * (smaller.before(rank) - (seen - smaller.before(rank + 1)));
    }
    for (const row of group) {
      smaller.add(byPrediction.ranks[row] ?? 0, weights[row] ?? 0);
      seen += weights[row] ?? 0;
    }
    start = end;
  }
  const pairs = Math.sqrt(untiedPairs(byTarget)) * Math.sqrt(untiedPairs(byPrediction));
  // Rounding can lift it above 1.
  return Math.max(-1, Math.min(1, (2 * agreement) / pairs));
}

/**
 * Kendall's rank correlation τ-b: (pairs of rows in the same order in targets and predictions − pairs in the
 * opposite order) / √(pairs whose targets differ · pairs whose predictions differ); of several columns the
 * mean of theirs.
 *
 * From −1 to 1, higher is better. It judges the order of the predictions only. NaN where targets or
 * predictions of a column are constant. A weight counts as that many equal rows. It is exact, so the state
 * keeps 24 bytes per target; `compute` takes time O(n log n).
 *
 * @see SciPy, `stats.kendalltau` with `variant='b'`
 * @see M. G. Kendall, The treatment of ties in ranking problems, Biometrika 33 (1945),
 *   doi:10.1093/biomet/33.3.239
 */
export const kendall = regressionMetric({ name: 'kendall', higherIsBetter: true, bounds: [-1, 1] }, () =>
  meanOfColumns(() => weightedRows(tau)),
);
