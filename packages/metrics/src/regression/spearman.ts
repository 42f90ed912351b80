import { denseRanks } from '../denseRanks.ts';
import { correlation } from './correlation.ts';
import { meanOfColumns } from './meanOfColumns.ts';
import { regressionMetric } from './regressionMetric.ts';
import { weightedRows } from './weightedRows.ts';

/** Of each value how much weight lies below it, equal ones half: its rank, up to a constant. */
function averageRanks(values: readonly number[], weights: readonly number[]): number[] {
  const { ranks, totals } = denseRanks(values, weights);
  let below = 0;
  const middles = totals.map((total) => {
    below += total;
    return below - total / 2;
  });
  return Array.from(ranks, (rank) => middles[rank] ?? 0);
}

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks of targets and predictions, where equal
 * values have the mean of their ranks; of several columns the mean of theirs.
 *
 * From −1 to 1, higher is better. It judges the order of the predictions only. NaN where targets or
 * predictions of a column are constant. It is exact, so the state keeps 24 bytes per target; `compute` takes
 * time O(n log n).
 *
 * @see SciPy, `stats.spearmanr`
 */
export const spearman = regressionMetric({ name: 'spearman', higherIsBetter: true, bounds: [-1, 1] }, () =>
  meanOfColumns(() =>
    weightedRows(({ targets, predicted, weights }) => {
      const targetRanks = averageRanks(targets, weights);
      const predictedRanks = averageRanks(predicted, weights);
      const fold = correlation();
      weights.forEach((weight, row) => {
        fold.add(targetRanks[row] ?? 0, predictedRanks[row] ?? 0, weight);
      });
      return fold.compute();
    }),
  ),
);
