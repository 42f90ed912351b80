import { runningMean } from '../runningMean.ts';
import { classificationMetric } from './classificationMetric.ts';

/**
 * Brier score: the mean over rows of Σₖ (probabilityₖ − [label = k])².
 *
 * From 0 to 2, lower is better; a proper score, so honest probabilities are the best strategy. It is Brier's
 * own sum over all classes: with two classes it is twice the binary score (p₁ − label)².
 *
 * @see G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78
 *   (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
 * @see scikit-learn, `brier_score_loss` with `scale_by_half=False`
 */
export const brier = classificationMetric({ name: 'brier', higherIsBetter: false, bounds: [0, 2] }, () => {
  const squaredError = runningMean();
  return {
    add(label, probabilities, weight) {
      let sum = 0;
      probabilities.forEach((probability, index) => {
        sum += (probability - (index === label ? 1 : 0)) ** 2;
      });
      squaredError.add(sum, weight);
    },
    compute: squaredError.compute,
  };
});
