import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { boxes } from '../layouts/boxes.ts';
import { overlapOfBoxes } from '../ops/boxes/overlapOfBoxes.ts';

/**
 * IoU loss of boxes: how much of the area of both boxes together does not lie in both.
 *
 *     1 - intersection / union
 *
 * 0 for equal boxes and 1 for boxes that don't meet, wherever they are: then the gradient is 0. A box without area, or
 * with x1 > x2 or y1 > y2, meets no other. Where two edges lie on each other, each is moved by half the gradient.
 *
 * @param yTrue - True boxes, shape […, 4]: x1, y1, x2, y2 with x1 ≤ x2 and y1 ≤ y2, in any unit.
 * @param yPred - Predicted boxes, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; from 0 to 1.
 * @throws RangeError if the shapes differ or the last axis is not 4.
 * @formula 1 - \frac{|A \cap B|}{|A \cup B|}
 * @domain All real numbers; corners in order.
 * @useWhen Predicted boxes overlap the true ones from the start, and the overlap is what they are judged by.
 * @avoidWhen Boxes may lie apart, where it has no gradient: giou, diou and ciou have.
 * @example
 * ```ts
 * boxIou(tf.tensor2d([[0, 0, 2, 2]]), tf.tensor2d([[1, 0, 3, 2]])).dataSync(); // [0.6667]
 * ```
 * @see M. A. Rahman and Y. Wang, Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation,
 *   2016, doi:10.1007/978-3-319-50835-1_22
 */
export const boxIou = defineLoss(
  {
    name: 'boxIou',
    family: 'boxes',
    target: 'boxes',
    prediction: 'values',
    layout: boxes,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(1, overlapOfBoxes(yTrue, yPred).iou),
);
