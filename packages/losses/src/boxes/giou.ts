import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { boxes } from '../layouts/boxes.ts';
import { areaOf, enclosingSides, overlapOfBoxes } from '../ops/boxes/overlapOfBoxes.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Generalized IoU loss of boxes: the IoU loss, plus how much of the smallest box around both is in neither.
 *
 *     1 - IoU + (enclosing − union) / enclosing
 *
 * The second part draws boxes together that don't meet. Unlike torchvision's, the loss does not depend on the unit of
 * the coordinates: a share of no area is 0, and nothing is added to other denominators, where torchvision adds
 * `eps` 1e-7. A box with x1 > x2 or y1 > y2 meets no other, and its area is the product of its sides with their
 * signs, as in torchvision.
 *
 * @param yTrue - True boxes, shape […, 4]: x1, y1, x2, y2 with x1 ≤ x2 and y1 ≤ y2, in any unit.
 * @param yPred - Predicted boxes, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes differ or the last axis is not 4.
 * @formula 1 - \frac{|A \cap B|}{|A \cup B|} + \frac{|C| - |A \cup B|}{|C|}
 * @domain All real numbers; corners in order.
 * @useWhen Boxes are predicted, and may lie apart from the true ones at first.
 * @avoidWhen One box lies inside the other for long, where it is the IoU loss: ciou pulls the centres together.
 * @example
 * ```ts
 * giou(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[3, 0, 4, 1]])).dataSync(); // [1.5]
 * ```
 * @see H. Rezatofighi et al., Generalized Intersection over Union, 2019, arXiv:1902.09630
 */
export const giou = defineLoss(
  {
    name: 'giou',
    aliases: ['generalizedBoxIouLoss', 'generalizedIou'],
    family: 'boxes',
    target: 'boxes',
    prediction: 'values',
    layout: boxes,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const overlap = overlapOfBoxes(yTrue, yPred);
    const enclosing = areaOf(enclosingSides(overlap));
    return tf.add(tf.sub(1, overlap.iou), safeDivide(tf.sub(enclosing, overlap.union), enclosing));
  },
);
