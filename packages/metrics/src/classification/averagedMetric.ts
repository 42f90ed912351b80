import { rangeError } from '@losskit/errors';

import type { MetricDescription } from '../checkedMetric.ts';
import type { ClassificationBatch, Metric } from '../Metric.ts';
import { type OptionRange, oneOf } from '../metricWithOptions.ts';
import { checkClassificationBatch } from './checkClassificationBatch.ts';
import { type ClassCounts, classCounts } from './classCounts.ts';
import { classificationMetric } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';

/**
 * How a ratio of each class becomes one value:
 *
 * - `binary`: that of class 1, of two classes;
 * - `macro`: the mean over the classes that occur among labels or predictions;
 * - `weighted`: the mean over classes, each weighted by its rows among the labels;
 * - `micro`: the ratio of the counts of all classes together.
 */
export type Average = 'binary' | 'macro' | 'weighted' | 'micro';

export interface AverageOptions {
  /** Default `binary`. */
  readonly average: Average;
}

export const AVERAGES: OptionRange = oneOf(['binary', 'macro', 'weighted', 'micro'] satisfies Average[]);

function checkTwoClasses(where: string, batch: ClassificationBatch): void {
  checkClassificationBatch(where, batch);
  if (batch.classes !== 2) {
    throw rangeError(
      where,
      "2 classes, or another average, as with({ average: 'macro' }) sets it",
      batch.classes,
    );
  }
}

function added(classes: readonly ClassCounts[]): ClassCounts {
  const sumOf = (count: keyof ClassCounts) => classes.reduce((sum, one) => sum + one[count], 0);
  return {
    truePositives: sumOf('truePositives'),
    labelled: sumOf('labelled'),
    predicted: sumOf('predicted'),
    rows: sumOf('rows'),
  };
}

function averaged(
  classes: readonly ClassCounts[],
  average: Average,
  ratio: (counts: ClassCounts) => number,
): number {
  if (classes.length === 0) return Number.NaN;
  // As scikit-learn's: of a class that is never predicted, precision is 0.
  const ratioOrZero = (counts: ClassCounts) => ratio(counts) || 0;
  if (average === 'binary') return ratioOrZero(classes[1] ?? added([]));
  if (average === 'micro') return ratioOrZero(added(classes));
  const occurring = classes.filter(({ labelled, predicted }) => labelled + predicted > 0);
  const weightOf = ({ labelled }: ClassCounts) => (average === 'weighted' ? labelled : 1);
  const sum = occurring.reduce((total, counts) => total + weightOf(counts) * ratioOrZero(counts), 0);
  return sum / occurring.reduce((total, counts) => total + weightOf(counts), 0);
}

/** Makes a metric that is an average over classes of a ratio of their counts; 0 / 0 counts as 0. */
export function averagedMetric(
  description: MetricDescription,
  average: Average,
  ratio: (counts: ClassCounts) => number,
): Metric<ClassificationBatch> {
  const open = () => {
    const confusions = confusionCounts();
    return {
      add: confusions.add,
      compute: () => averaged(classCounts(confusions.compute()), average, ratio),
    };
  };
  return classificationMetric(description, open, average === 'binary' ? checkTwoClasses : undefined);
}
