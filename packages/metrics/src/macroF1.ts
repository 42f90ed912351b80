import { classCounts } from './classCounts.ts';
import { classificationMetric } from './classificationMetric.ts';
import { confusionCounts } from './confusionCounts.ts';
import { mean } from './mean.ts';

/**
 * Macro-averaged F1: the mean over classes of 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall.
 *
 * From 0 to 1, higher is better; every class weighs the same, however rare. As in scikit-learn a class counts when
 * it occurs among the labels or among the predictions: one that occurs in neither is left out, one that is only
 * ever predicted, or never recognised, counts as 0.
 *
 * @see scikit-learn, `f1_score` with `average='macro'` and `labels=None`
 */
export const macroF1 = classificationMetric('macroF1', true, () => {
  const confusions = confusionCounts();
  return {
    add: confusions.add,
    compute() {
      const present = classCounts(confusions.compute()).filter(
        ({ labelled, predicted }) => labelled + predicted > 0,
      );
      return mean(present.map(({ hits, labelled, predicted }) => (2 * hits) / (labelled + predicted)));
    },
  };
});
