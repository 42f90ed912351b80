import { runningMean } from '../runningMean.ts';
import { classificationMetric } from './classificationMetric.ts';
import { mostProbableClass } from './mostProbableClass.ts';

/**
 * Accuracy: the share of rows whose most probable class is the label. Among equal probabilities the lowest
 * class index counts as predicted.
 *
 * From 0 to 1, higher is better.
 *
 * @see scikit-learn, `accuracy_score`
 */
export const accuracy = classificationMetric(
  { name: 'accuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  () => {
    const correct = runningMean();
    return {
      add: (label, probabilities, weight) =>
        correct.add(mostProbableClass(probabilities) === label ? 1 : 0, weight),
      compute: correct.compute,
    };
  },
);
