import { classificationState } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';
import type { ClassificationBatch } from './Metric.ts';

/** Counts how often each class was taken for each. */
export interface ConfusionMatrixState {
  update(batch: ClassificationBatch): void;
  /** `counts[label][predicted]`, one row per class; no rows before the first batch. */
  compute(): number[][];
}

/**
 * The confusion matrix: row = label, column = most probable class (the lowest index among equals), value = number
 * of rows. Not a scalar metric, so it stands beside the list of these.
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
  create: (): ConfusionMatrixState => classificationState('confusionMatrix', confusionCounts()),
};
