import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions, oneOf } from '../metricWithOptions.ts';
import { classCounts } from './classCounts.ts';
import { confusionMetric } from './confusionMetric.ts';

/** How much a prediction so many classes away from the label counts as disagreement. */
const DISAGREEMENTS = {
  none: (distance: number) => (distance === 0 ? 0 : 1),
  linear: (distance: number) => Math.abs(distance),
  quadratic: (distance: number) => distance ** 2,
};

export interface CohenKappaOptions {
  /**
   * What a wrong class costs: `none` the same whatever it is, `linear` its distance from the label,
   * `quadratic` the square of it, for ordered classes such as ratings. Default `none`.
   */
  readonly weights: keyof typeof DISAGREEMENTS;
}

/**
 * Cohen's kappa of labels and most probable classes: 1 − disagreement / disagreement that is expected of
 * independent ones with the same frequencies.
 *
 * From −1 to 1, higher is better; 0 is what chance gives. NaN where labels and predictions are all of one and
 * the same class.
 *
 * @example
 * ```ts
 * cohenKappa.with({ weights: 'quadratic' }).name; // 'cohenKappa:weights=quadratic'
 * ```
 * @see scikit-learn, `cohen_kappa_score`, with all classes as its `labels`: without them it takes the
 * distance
 *   of classes among those that occur
 */
export const cohenKappa = metricWithOptions<ClassificationBatch, CohenKappaOptions, 'cohenKappa'>(
  { name: 'cohenKappa', higherIsBetter: true, bounds: [-1, 1] },
  { weights: 'none' },
  { weights: oneOf(Object.keys(DISAGREEMENTS)) },
  (description, { weights }) =>
    confusionMetric(description, (matrix) => {
      const counts = classCounts(matrix);
      let observed = 0;
      let expected = 0;
      counts.forEach(({ labelled, rows }, label) => {
        counts.forEach(({ predicted }, prediction) => {
          const cost = DISAGREEMENTS[weights](label - prediction);
          observed += cost * (matrix[label]?.[prediction] ?? 0);
          expected += (cost * labelled * predicted) / rows;
        });
      });
      return 1 - observed / expected;
    }),
);
