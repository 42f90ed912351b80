import type { ClassificationBatch, MetricState } from '../Metric.ts';
import { classificationState } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';

/**
 * The confusion matrix: row = label, column = most probable class (the lowest index among equals), value =
 * number of rows, or the sum of their weights; no rows of counts before the first batch. Its value is no
 * scalar, so it is no `Metric`.
 *
 * @example
 * ```ts
 * const confusions = confusionMatrix.create();
 * confusions.update({ labels: Int32Array.of(1), probabilities: Float32Array.of(0.9, 0.1), classes: 2 });
 * confusions.compute(); // [[0, 0], [1, 0]]: a 1 was taken for a 0
 * ```
 * @see scikit-learn, `confusion_matrix`
 */
export const confusionMatrix = {
  name: 'confusionMatrix',
  create: (): MetricState<ClassificationBatch, number[][]> =>
    classificationState('confusionMatrix', confusionCounts()),
};
