import { rangeError } from '@losskit/errors';

import type { MetricDescription } from '../checkedMetric.ts';
import type { ClassificationBatch, Metric } from '../Metric.ts';
import { checkClassificationBatch } from './checkClassificationBatch.ts';
import { classificationState } from './classificationMetric.ts';

/** The rows whose class 1 has one and the same probability. */
export interface ScoreGroup {
  readonly positives: number;
  readonly negatives: number;
}

function checkTwoClasses(where: string, batch: ClassificationBatch): void {
  checkClassificationBatch(where, batch);
  if (batch.classes !== 2) throw rangeError(where, 'classes to be 2', batch.classes);
}

/**
 * Makes a metric of two classes that depends on the order of the probabilities of class 1 only. `summarize`
 * gets the groups of equal rows, the most probable first, with at least one row of either class; otherwise
 * the value is NaN.
 */
export function binaryMetric(
  description: MetricDescription,
  summarize: (groups: readonly ScoreGroup[], positives: number, negatives: number) => number,
): Metric<ClassificationBatch> {
  const open = () => {
    const scores: number[][] = [[], []];
    return {
      add(label: number, probabilities: Float32Array | Float64Array) {
        scores[label]?.push(probabilities[1] ?? 0);
      },
      compute() {
        const [negatives = [], positives = []] = scores;
        if (negatives.length === 0 || positives.length === 0) return Number.NaN;
        return summarize(scoreGroups(positives, negatives), positives.length, negatives.length);
      },
    };
  };
  return { ...description, create: () => classificationState(description.name, open(), checkTwoClasses) };
}

function scoreGroups(positives: readonly number[], negatives: readonly number[]): ScoreGroup[] {
  const groups = new Map<number, { positives: number; negatives: number }>();
  const groupOf = (score: number) => {
    const group = groups.get(score) ?? { positives: 0, negatives: 0 };
    groups.set(score, group);
    return group;
  };
  for (const score of positives) groupOf(score).positives++;
  for (const score of negatives) groupOf(score).negatives++;
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group);
}
