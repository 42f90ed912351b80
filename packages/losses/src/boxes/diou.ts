import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { boxes } from '../layouts/boxes.ts';
import { distanceOfBoxes } from '../ops/boxes/distanceOfBoxes.ts';
import { overlapOfBoxes } from '../ops/boxes/overlapOfBoxes.ts';

/**
 * Distance IoU loss of boxes: the IoU loss, plus how far the centres are apart.
 *
 *     1 - IoU + distance² / diagonal²
 *
 * The distance is that of the centres, and the diagonal that of the smallest box around both. Unlike torchvision's,
 * the loss does not depend on the unit of the coordinates: a share of nothing is 0, and nothing is added to other
 * denominators, where torchvision adds `eps` 1e-7. A box with x1 > x2 or y1 > y2 meets no other, but it has a centre.
 *
 * @param yTrue - True boxes, shape […, 4]: x1, y1, x2, y2 with x1 ≤ x2 and y1 ≤ y2, in any unit.
 * @param yPred - Predicted boxes, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes differ or the last axis is not 4.
 * @formula 1 - \frac{|A \cap B|}{|A \cup B|} + \frac{\|a - b\|^2}{d^2}
 * @domain All real numbers; corners in order.
 * @useWhen Boxes are to find their place fast, also from inside of each other.
 * @avoidWhen The shape of the boxes matters too: ciou adds it.
 * @example
 * ```ts
 * diou(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]])).dataSync(); // [1.4]
 * ```
 * @see Z. Zheng et al., Distance-IoU Loss, 2020, arXiv:1911.08287
 */
export const diou = defineLoss(
  {
    name: 'diou',
    aliases: ['distanceBoxIouLoss', 'distanceIou'],
    family: 'boxes',
    target: 'boxes',
    prediction: 'values',
    layout: boxes,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const overlap = overlapOfBoxes(yTrue, yPred);
    return tf.add(tf.sub(1, overlap.iou), distanceOfBoxes(overlap));
  },
);
