import { coMoment } from './coMoment.ts';
import type { ColumnFold } from './meanOfColumns.ts';

/** A fold of the correlation of targets and predictions: from −1 to 1, NaN where either are constant. */
export function correlation(): ColumnFold {
  const products = coMoment();
  const targets = coMoment();
  const predictions = coMoment();
  return {
    add(target, predicted, weight) {
      products.add(target, predicted, weight);
      targets.add(target, target, weight);
      predictions.add(predicted, predicted, weight);
    },
    compute() {
      const spread = Math.sqrt(targets.compute()) * Math.sqrt(predictions.compute());
      // Rounding can lift it above 1.
      return spread > 0 ? Math.max(-1, Math.min(1, products.compute() / spread)) : Number.NaN;
    },
  };
}
