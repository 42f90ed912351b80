import { rocArea } from '../classification/scoreGroups.ts';
import { labelAreas } from './labelAreas.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Area under the ROC curve of several labels per row: the mean over labels of the share of pairs of a row of
 * which the label is true and one of which it is not, in which the former has the larger probability; equal
 * ones count half.
 *
 * From 0 to 1, higher is better; 0.5 is what chance gives, whatever the threshold. A label that is true of
 * all rows or of none is left out. It is exact, so the state keeps 16 bytes per row and label.
 *
 * @see scikit-learn, `roc_auc_score` of multilabel targets with `average='macro'`
 */
export const multilabelRocAuc = multilabelMetric(
  { name: 'multilabelRocAuc', higherIsBetter: true, bounds: [0, 1] },
  () => labelAreas(rocArea),
);
