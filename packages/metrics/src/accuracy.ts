import { classificationMetric } from './classificationMetric.ts';
import { mostProbableClass } from './mostProbableClass.ts';

/**
 * Accuracy: the share of rows whose most probable class is the label. Among equal probabilities the lowest class
 * index counts as predicted.
 *
 * From 0 to 1, higher is better.
 *
 * @see scikit-learn, `accuracy_score`
 */
export const accuracy = classificationMetric('accuracy', true, () => {
  let rows = 0;
  let correct = 0;
  return {
    add(label, probabilities) {
      rows++;
      if (mostProbableClass(probabilities) === label) correct++;
    },
    compute: () => correct / rows,
  };
});
