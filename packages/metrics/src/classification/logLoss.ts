import { LARGEST_NEGATIVE_LOG, negativeLog } from '../negativeLog.ts';
import { runningMean } from '../runningMean.ts';
import { classificationMetric } from './classificationMetric.ts';

/**
 * Log loss: the mean of −ln(probability of the label), the cross-entropy in nats.
 *
 * From 0 to about 34.5, lower is better; ln(classes) is what equal probabilities give. Probabilities are
 * clipped from below at 1e−15, so that one certain mistake does not make the mean infinite: scikit-learn's
 * `eps` until version 1.2, where it became the machine epsilon of the data (2.2e−16 for float64, 1.2e−7 for
 * float32), clipping also from above at 1 − eps. Rows are not renormalised.
 *
 * @see scikit-learn, `log_loss`
 */
export const logLoss = classificationMetric(
  { name: 'logLoss', higherIsBetter: false, bounds: [0, LARGEST_NEGATIVE_LOG] },
  () => {
    const crossEntropy = runningMean();
    return {
      add: (label, probabilities, weight) => crossEntropy.add(negativeLog(probabilities[label] ?? 0), weight),
      compute: crossEntropy.compute,
    };
  },
);
