import { retrievalMetric } from './retrievalMetric.ts';

/**
 * Mean average precision at R: the mean over rows of (1/R) Σᵢ precision(i)·[the i-th nearest other row has
 * the row's label], i = 1 … R, where R is the number of other rows with that label and precision(i) the share
 * of the i nearest that have it. Distances are Euclidean; among equally near rows the first comes first.
 *
 * From 0 to 1, higher is better: 1 where every row is nearer to those of its label than to any other. A row
 * that is alone with its label is left out; NaN where every row is alone.
 *
 * @see K. Musgrave, S. Belongie and S.-N. Lim, A metric learning reality check, ECCV 2020, arXiv:2003.08505
 */
export const meanAveragePrecisionAtR = retrievalMetric(
  { name: 'meanAveragePrecisionAtR', higherIsBetter: true, bounds: [0, 1] },
  {
    neighbours: (relevant) => relevant,
    score(relevant) {
      let hits = 0;
      let sum = 0;
      relevant.forEach((isRelevant, index) => {
        if (!isRelevant) return;
        hits++;
        sum += hits / (index + 1);
      });
      return sum / relevant.length;
    },
  },
);
