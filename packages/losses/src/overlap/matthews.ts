import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classGroupOptions, classGroups } from '../layouts/classGroups.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';
import { safeDivide } from '../ops/safeDivide.ts';

const options = {
  ...classGroupOptions,
  smooth: { kind: 'number', default: 1e-7, above: 0 },
} as const;

/**
 * Matthews loss: one minus the Matthews correlation coefficient, which counts what is rightly left out as much as what
 * is rightly found.
 *
 *     1 - (TP · TN - FP · FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))
 *
 * for each class against all others, with TP = Σ t·p, TN = Σ (1 − t)·(1 − p), FP = Σ (1 − t)·p and FN = Σ t·(1 − p),
 * each enlarged by `smooth` of the rows. It is the correlation of targets and predictions: 1 for predictions that say nothing,
 * such as all the same, whatever the share of the foreground. Where all predictions are 0, or all 1, the loss is
 * steep, of the order of 1 / √smooth.
 *
 * `smooth` is a share of the rows, so that multiplying all weights by a constant changes nothing;
 * segmentation_models_pytorch adds a number of rows, 0.00001.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice. The mean is over the classes that a
 * target of the group has.
 *
 * @param labels - Class ids, shape […], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for
 *   foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.presentOnly - Whether a class that no target of the group has is ignored. Default true; with
 *   false it costs about 1.
 * @param options.smooth - Added to each of the four areas, as a share of all rows; above 0. Default 0.0000001.
 * @returns Scalar, or [classes] with `reduction: 'none'`, [batch, classes] with `perSample`; from 0 to 2. A
 *   class id outside [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula 1 - \frac{\mathrm{TP} \cdot \mathrm{TN} - \mathrm{FP} \cdot \mathrm{FN}}{\sqrt{(\mathrm{TP} + \mathrm{FP})(\mathrm{TP} + \mathrm{FN})(\mathrm{TN} + \mathrm{FP})(\mathrm{TN} + \mathrm{FN})}}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Segmentation in which foreground and background are both to be right, whichever of them is rare.
 * @avoidWhen The background is endless and nobody counts it (dice, tversky), or groups often lack it.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * matthews(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.5243]
 * ```
 * @see K. Abhishek and G. Hamarneh, Matthews Correlation Coefficient Loss for Deep Convolutional Networks:
 *   Application to Skin Lesion Segmentation, 2021, doi:10.1109/ISBI48211.2021.9433782, arXiv:2010.13454
 */
export const matthews = defineLoss<[labels: tf.Tensor, probabilities: tf.Tensor], typeof options>(
  {
    name: 'matthews',
    aliases: ['mcc', 'matthewsCorrelation'],
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    batchDependent: true,
    options,
  },
  ({ smooth }, regions: tf.Tensor, probabilities: tf.Tensor) => {
    const [foreground, background] = unstackRegions(regions);
    const all = tf.sum(tf.add(foreground, background), 1);
    const shareOf = (region: tf.Tensor, claimed: tf.Tensor) =>
      tf.add(safeDivide(tf.sum(tf.mul(region, claimed), 1), all), smooth);
    const unclaimed = tf.sub(1, probabilities);
    const truePositives = shareOf(foreground, probabilities);
    const trueNegatives = shareOf(background, unclaimed);
    const falsePositives = shareOf(background, probabilities);
    const falseNegatives = shareOf(foreground, unclaimed);
    const ofTargets = tf.mul(tf.add(truePositives, falseNegatives), tf.add(trueNegatives, falsePositives));
    const ofPredictions = tf.mul(
      tf.add(truePositives, falsePositives),
      tf.add(trueNegatives, falseNegatives),
    );
    const covariance = tf.sub(tf.mul(truePositives, trueNegatives), tf.mul(falsePositives, falseNegatives));
    return tf.sub(1, tf.div(covariance, tf.sqrt(tf.mul(ofTargets, ofPredictions))));
  },
);
