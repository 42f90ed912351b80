import type { ClassificationFold, ProbabilityRow } from './classificationMetric.ts';
import { mostProbableClass } from './mostProbableClass.ts';

/** The confusion matrix of the rows added so far, for the metrics that are functions of it. */
export function confusionCounts(): ClassificationFold<number[][]> {
  let counts: number[][] = [];
  return {
    add(label: number, probabilities: ProbabilityRow, weight: number) {
      if (counts.length === 0) counts = Array.from(probabilities, () => Array.from(probabilities, () => 0));
      const row = counts[label];
      const predicted = mostProbableClass(probabilities);
      if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + weight;
    },
    compute: () => counts.map((row) => [...row]),
  };
}
