import { mean } from '../mean.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Macro-averaged F1 of several labels per row: the mean over labels of 2·TP / (2·TP + FP + FN), a label being
 * predicted where its probability is above 0.5.
 *
 * From 0 to 1, higher is better; every label weighs the same, however rare. A label that is neither true nor
 * predicted of any row is left out, as in `macroF1`; scikit-learn by default counts it as 0.
 *
 * @see scikit-learn, `f1_score` with `average='macro'` and `zero_division=nan`
 */
export const multilabelMacroF1 = multilabelMetric(
  { name: 'multilabelMacroF1', higherIsBetter: true, bounds: [0, 1] },
  () => {
    const counts: { both: number; either: number }[] = [];
    return {
      add(row, weight) {
        row.forEach(({ target, predicted }, label) => {
          const { both, either } = counts[label] ?? { both: 0, either: 0 };
          counts[label] = {
            both: both + (target && predicted ? 2 * weight : 0),
            either: either + (target ? weight : 0) + (predicted ? weight : 0),
          };
        });
      },
      compute: () => mean(counts.filter(({ either }) => either > 0).map(({ both, either }) => both / either)),
    };
  },
);
