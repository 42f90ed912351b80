import { classMeanMetric } from './classMeanMetric.ts';

/**
 * Mean intersection over union (mIoU, Jaccard index): the mean over classes of TP / (TP + FP + FN). Of a
 * segmentation, the pixels of all pictures are the rows.
 *
 * From 0 to 1, higher is better; every class weighs the same, however few its pixels. A class that occurs
 * neither among the labels nor among the predictions is left out.
 *
 * @see scikit-learn, `jaccard_score` with `average='macro'` and `labels=None`
 * @see M. Everingham et al., The PASCAL Visual Object Classes Challenge, IJCV 111 (2015),
 *   doi:10.1007/s11263-014-0733-5
 */
export const meanIntersectionOverUnion = classMeanMetric(
  { name: 'meanIntersectionOverUnion', higherIsBetter: true, bounds: [0, 1] },
  ({ truePositives, labelled, predicted }) => truePositives / (labelled + predicted - truePositives),
);
