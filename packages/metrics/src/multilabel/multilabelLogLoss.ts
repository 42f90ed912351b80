import { LARGEST_NEGATIVE_LOG, negativeLog } from '../negativeLog.ts';
import { runningMean } from '../runningMean.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Log loss of several labels per row: the mean over rows and labels of −ln(probability of what is true), the
 * binary cross-entropy in nats.
 *
 * From 0 to about 34.5, lower is better; ln 2 is what probabilities of 0.5 give. Clipped from below at 1e−15,
 * as `logLoss`.
 *
 * @see scikit-learn, `log_loss` of each label, averaged
 */
export const multilabelLogLoss = multilabelMetric(
  { name: 'multilabelLogLoss', higherIsBetter: false, bounds: [0, LARGEST_NEGATIVE_LOG] },
  () => {
    const crossEntropy = runningMean();
    return {
      add(row, weight) {
        for (const { target, probability } of row) {
          crossEntropy.add(negativeLog(target ? probability : 1 - probability), weight);
        }
      },
      compute: crossEntropy.compute,
    };
  },
);
