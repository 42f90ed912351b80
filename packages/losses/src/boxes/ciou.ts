import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { boxes } from '../layouts/boxes.ts';
import { angleOfSides } from '../ops/boxes/angleOfSides.ts';
import { distanceOfBoxes } from '../ops/boxes/distanceOfBoxes.ts';
import { type Box, overlapOfBoxes, widthAndHeight } from '../ops/boxes/overlapOfBoxes.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Complete IoU loss of boxes: the distance IoU loss, plus how much the aspect ratios differ.
 *
 *     1 - IoU + distance² / diagonal² + α v
 *
 * With v = (2 (θ(yTrue) − θ(yPred)) / π)², where θ is the angle whose tangent is width / height, and α = v / (1 − IoU +
 * v), which the gradient holds constant, as in the paper and in torchvision. Unlike torchvision's, the loss does not
 * depend on the unit of the coordinates: a share of nothing is 0, and nothing is added to other denominators, where
 * torchvision adds `eps` 1e-7. A box with x1 > x2 or y1 > y2 meets no other; its angle lies beyond those from 0 to π / 2
 * without a jump, so that the gradient brings its corners back into order (torchvision's angle jumps at height 0). The
 * angle of a single point is 0; in torchvision it is NaN.
 *
 * @param yTrue - True boxes, shape […, 4]: x1, y1, x2, y2 with x1 ≤ x2 and y1 ≤ y2, in any unit.
 * @param yPred - Predicted boxes, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; ≥ 0, below 3 for corners in order.
 * @throws RangeError if the shapes differ or the last axis is not 4.
 * @formula 1 - \frac{|A \cap B|}{|A \cup B|} + \frac{\|a - b\|^2}{d^2} + \alpha\, v
 * @domain All real numbers; corners in order.
 * @useWhen Boxes are predicted: place, size and shape all have a gradient of their own.
 * @avoidWhen Its gradient is to be that of its value, as line searches need: α is held constant.
 * @example
 * ```ts
 * ciou(tf.tensor2d([[0, 0, 2, 2]]), tf.tensor2d([[0, 0, 4, 2]])).dataSync(); // [0.5532]
 * ```
 * @see Z. Zheng et al., Distance-IoU Loss, 2020, arXiv:1911.08287
 */
export const ciou = defineLoss(
  {
    name: 'ciou',
    aliases: ['completeBoxIouLoss', 'completeIou'],
    family: 'boxes',
    target: 'boxes',
    prediction: 'values',
    layout: boxes,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const overlap = overlapOfBoxes(yTrue, yPred);
    const { iou, truth, predicted } = overlap;
    const angleOf = ({ sides }: Box) => angleOfSides(...widthAndHeight(sides));
    const v = tf.square(tf.mul(2 / Math.PI, tf.sub(angleOf(truth), angleOf(predicted))));
    const alpha = stopGradient([iou, v], () => safeDivide(v, tf.add(tf.sub(1, iou), v)));
    return tf.addN([tf.sub(1, iou), distanceOfBoxes(overlap), tf.mul(alpha, v)]);
  },
);
