import { classificationMetric } from './classificationMetric.ts';

/** A certain mistake costs −ln(1e−15) ≈ 34.5 instead of infinity. */
const SMALLEST = 1e-15;

/**
 * Log loss: the mean of −ln(probability of the label), the cross-entropy in nats.
 *
 * From 0 to about 34.5, lower is better; ln(classes) is what equal probabilities give. Probabilities are clipped
 * from below at 1e−15, so that one certain mistake does not make the mean infinite: scikit-learn's `eps` until
 * version 1.2, where it became the machine epsilon of the data (2.2e−16 for float64, 1.2e−7 for float32), clipping
 * also from above at 1 − eps. Rows are not renormalised.
 *
 * @see scikit-learn, `log_loss`
 */
export const logLoss = classificationMetric('logLoss', false, () => {
  let rows = 0;
  let sum = 0;
  return {
    add(label, probabilities) {
      rows++;
      // Rounding can lift a probability above 1, whose logarithm would be a reward.
      sum -= Math.log(Math.min(1, Math.max(SMALLEST, probabilities[label] ?? 0)));
    },
    compute: () => sum / rows,
  };
});
