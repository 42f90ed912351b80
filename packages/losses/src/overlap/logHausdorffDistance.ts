import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { masks } from '../layouts/masks.ts';
import { log1p } from '../ops/log1p.ts';
import { hausdorffErrors, hausdorffOptions } from '../ops/masks/hausdorffErrors.ts';
import { meanOfClasses } from '../ops/masks/meanOfClasses.ts';

const options = { ...classOptions, ...hausdorffOptions } as const;

/**
 * Log Hausdorff distance loss: the logarithm of that of the Hausdorff distance, so that far errors at the start don't drown everything else.
 *
 *     log(1 + mean over pixels of (t - p)² · (d_t^alpha + d_p^alpha))
 *
 * for each class, with d_t and d_p as in hausdorffDistance: the Euclidean distances in pixels of a pixel to the boundary of
 * the target and of the prediction, constants for the gradient. A picture's loss is the mean over the classes by
 * `classWeights`.
 *
 * @param labels - Class ids, shape […, height, width], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, height, width, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of pixels that are in no class and whose probabilities count as 0. Default −100.
 * @param options.alpha - Power of the distances, above 0: how much more far pixels count. Default 2.
 * @returns Scalar, or one value per picture with `reduction: 'none'`; at least 0. A class id outside [0, classes) makes
 *   its picture NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are not int32.
 * @formula \log\Big(1 + \frac{1}{n} \sum_q (t_q - p_q)^2 \big(d_t(q)^\alpha + d_p(q)^\alpha\big)\Big)
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen hausdorffDistance outweighs the losses beside it at the start.
 * @avoidWhen Pictures without any of a class are common: nothing then speaks against a little of it.
 * @example
 * ```ts
 * const yTrue = tf.tensor3d([[[1], [1], [0], [0]]]);
 * const yPred = tf.tensor3d([[[1], [0.8], [0.2], [0.6]]]);
 * logHausdorffDistance(yTrue, yPred).dataSync(); // [0.3988]
 * ```
 * @see D. Karimi and S. E. Salcudean, Reducing the Hausdorff Distance in Medical Image Segmentation with Convolutional
 *   Neural Networks, 2019, arXiv:1904.10030
 */
export const logHausdorffDistance = defineLoss<[labels: tf.Tensor, probabilities: tf.Tensor], typeof options>(
  {
    name: 'logHausdorffDistance',
    aliases: ['logHausdorff', 'logHausdorffDt'],
    family: 'overlap',
    target: 'masks',
    prediction: 'probabilities',
    layout: masks,
    options,
  },
  ({ alpha, classWeights }, targets, probabilities) =>
    meanOfClasses(log1p(hausdorffErrors(targets, probabilities, alpha)), classWeights),
);
