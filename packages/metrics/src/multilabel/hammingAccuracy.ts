import { runningMean } from '../runningMean.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Hamming accuracy: the share of single labels that are right, a label being predicted where its probability
 * is above 0.5.
 *
 * From 0 to 1, higher is better. Where most labels are false of most rows, predicting none is already high.
 *
 * @see scikit-learn, `hamming_loss`, which is 1 minus it
 */
export const hammingAccuracy = multilabelMetric(
  { name: 'hammingAccuracy', higherIsBetter: true, bounds: [0, 1] },
  () => {
    const correct = runningMean();
    return {
      add(row, weight) {
        for (const { target, predicted } of row) correct.add(target === predicted ? 1 : 0, weight);
      },
      compute: correct.compute,
    };
  },
);
