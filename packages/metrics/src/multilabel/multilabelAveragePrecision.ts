import { precisionArea } from '../classification/scoreGroups.ts';
import { labelAreas } from './labelAreas.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Average precision of several labels per row (mean average precision, mAP): the mean over labels of
 * Σ (recallₙ − recallₙ₋₁) · precisionₙ over the thresholds on the label's probability, from the highest down.
 *
 * From 0 to 1, higher is better; chance gives the mean share of the labels. A label that is true of all rows
 * or of none is left out; for one of none scikit-learn counts 0. It is exact, so the state keeps 16 bytes per
 * row and label.
 *
 * @see scikit-learn, `average_precision_score` of multilabel targets with `average='macro'`
 */
export const multilabelAveragePrecision = multilabelMetric(
  { name: 'multilabelAveragePrecision', higherIsBetter: true, bounds: [0, 1] },
  () => labelAreas(precisionArea),
);
