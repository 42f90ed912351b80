import type { ProbabilityRow } from './classificationMetric.ts';

/** The class with the largest probability; the lowest index among equals. */
export function mostProbableClass(probabilities: ProbabilityRow): number {
  let best = 0;
  let largest = Number.NEGATIVE_INFINITY;
  probabilities.forEach((probability, index) => {
    if (probability > largest) {
      best = index;
      largest = probability;
    }
  });
  return best;
}
