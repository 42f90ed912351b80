import { runningMean } from '../runningMean.ts';
import { sequenceMetric } from './sequenceMetric.ts';

/**
 * Sequence accuracy: the share of sequences that are predicted exactly.
 *
 * From 0 to 1, higher is better; one wrong label makes the sequence wrong.
 *
 * @see scikit-learn, `accuracy_score` of the sequences as strings
 */
export const sequenceAccuracy = sequenceMetric(
  { name: 'sequenceAccuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  () => {
    const correct = runningMean();
    return {
      add(target, predicted, weight) {
        const isEqual =
          target.length === predicted.length && target.every((label, index) => label === predicted[index]);
        correct.add(isEqual ? 1 : 0, weight);
      },
      compute: correct.compute,
    };
  },
);
