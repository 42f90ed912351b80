import type { MetricDescription } from '../checkedMetric.ts';
import type { ClassificationBatch, Metric } from '../Metric.ts';
import { classificationMetric } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';

/** Makes a metric that is a function of the confusion matrix; NaN of no row. */
export function confusionMetric<Name extends string>(
  description: MetricDescription<Name>,
  summarize: (matrix: readonly (readonly number[])[]) => number,
): Metric<ClassificationBatch, Name> {
  return classificationMetric(description, () => {
    const confusions = confusionCounts();
    return {
      add: confusions.add,
      compute() {
        const matrix = confusions.compute();
        return matrix.length === 0 ? Number.NaN : summarize(matrix);
      },
    };
  });
}
