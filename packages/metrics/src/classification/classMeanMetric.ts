import type { MetricDescription } from '../checkedMetric.ts';
import type { ClassificationBatch, Metric } from '../Metric.ts';
import { mean } from '../mean.ts';
import { type ClassCounts, classCounts } from './classCounts.ts';
import { classificationMetric } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';

/**
 * Makes a metric that is the mean over classes of a ratio of their counts; a class without one (0 / 0) is
 * left out.
 */
export function classMeanMetric<Name extends string>(
  description: MetricDescription<Name>,
  ratio: (counts: ClassCounts) => number,
): Metric<ClassificationBatch, Name> {
  return classificationMetric(description, () => {
    const confusions = confusionCounts();
    return {
      add: confusions.add,
      compute: () =>
        mean(
          classCounts(confusions.compute())
            .map(ratio)
            .filter((value) => !Number.isNaN(value)),
        ),
    };
  });
}
