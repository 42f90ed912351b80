import { correlation } from './correlation.ts';
import { meanOfColumns } from './meanOfColumns.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Pearson's correlation of targets and predictions: their covariance over the product of their standard
 * deviations; of several columns the mean of theirs.
 *
 * From −1 to 1, higher is better. It judges how well predictions follow the targets along a line, whatever
 * their offset and scale. NaN where targets or predictions of a column are constant.
 *
 * @see SciPy, `stats.pearsonr`
 */
export const pearson = regressionMetric({ name: 'pearson', higherIsBetter: true, bounds: [-1, 1] }, () =>
  meanOfColumns(correlation),
);
