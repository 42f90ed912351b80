import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions, positiveInteger } from '../metricWithOptions.ts';
import { runningMean } from '../runningMean.ts';
import { classificationMetric } from './classificationMetric.ts';

export interface TopKOptions {
  /** How many classes may be named, at least 1. Default 5. */
  readonly k: number;
}

/**
 * Top-k accuracy: the share of rows whose label is among the k most probable classes. Among equal
 * probabilities the lowest class index comes first, as in `accuracy`, which is the case of k = 1; in
 * scikit-learn the highest does.
 *
 * From 0 to 1, higher is better; 1 where there are no more than k classes.
 *
 * @see scikit-learn, `top_k_accuracy_score`
 */
export const topKAccuracy = metricWithOptions<ClassificationBatch, TopKOptions, 'topKAccuracy'>(
  { name: 'topKAccuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  { k: 5 },
  { k: positiveInteger },
  (description, { k }) =>
    classificationMetric(description, () => {
      const correct = runningMean();
      return {
        add(label, probabilities, weight) {
          const own = probabilities[label] ?? 0;
          let before = 0;
          probabilities.forEach((probability, index) => {
            if (probability > own || (probability === own && index < label)) before++;
          });
          correct.add(before < k ? 1 : 0, weight);
        },
        compute: correct.compute,
      };
    }),
);
