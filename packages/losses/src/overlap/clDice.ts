import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { masks } from '../layouts/masks.ts';
import { softSkeleton } from '../ops/masks/softSkeleton.ts';
import { safeDivide } from '../ops/safeDivide.ts';

const options = {
  ...classOptions,
  iterations: { kind: 'number', default: 3, atLeast: 0, integer: true },
  smooth: { kind: 'number', default: 1, atLeast: 0 },
} as const;

/** The sum of a product over the pixels and classes of each picture, each class by its weight. */
function areaOf(first: tf.Tensor, second: tf.Tensor, classWeights: tf.Tensor | undefined): tf.Tensor {
  const ofClasses = tf.sum(tf.mul(first, second), [2, 3]);
  return tf.sum(classWeights ? tf.mul(ofClasses, classWeights) : ofClasses, 1);
}

/**
 * Centreline Dice loss: whether the skeleton of each mask lies in the other one, so that thin structures stay connected.
 *
 *     1 - 2 · P · S / (P + S),  P = (Σ s_p · t + smooth) / (Σ s_p + smooth),  S = (Σ s_t · p + smooth) / (Σ s_t + smooth)
 *
 * with s_p and s_t the soft skeletons of probabilities p and targets t, sums over the pixels and classes of a picture, and
 * a class counted by its weight. A soft skeleton is what an opening takes away from the mask and from what `iterations`
 * erosions leave of it; as many as the widest structure has pixels across half of it. Erosion is the least of a pixel and its four
 * neighbours, dilation the largest of it and its eight.
 *
 * Where several neighbours are equal they share the gradient; PyTorch's pooling gives it to the first. The targets' skeleton
 * is a constant for the gradient. The authors add dice to it.
 *
 * @param labels - Class ids, shape […, height, width], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, height, width, classes].
 * @param options.classWeights - One weight per class inside of the sums: 0 leaves a background out.
 * @param options.ignoreIndex - Class id of pixels that are in no class and whose probabilities count as 0. Default −100.
 * @param options.iterations - Erosions, a whole number, at least 0. Default 3.
 * @param options.smooth - Added to numerator and denominator of both shares, at least 0. Default 1.
 * @returns Scalar, or one value per picture with `reduction: 'none'`; from 0 to 1. A class id outside [0, classes) makes
 *   its picture NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are not int32.
 * @formula 1 - \frac{2 P S}{P + S}, \quad P = \frac{\sum s_p t + s}{\sum s_p + s}, \; S = \frac{\sum s_t p + s}{\sum s_t + s}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Vessels, roads, nerves or cracks: what is thin and must not be torn.
 * @avoidWhen Areas are compact: their skeletons say little of them.
 * @example
 * ```ts
 * const yTrue = tf.tensor3d([[[0], [0], [0]], [[1], [1], [1]], [[0], [0], [0]]]);
 * const yPred = tf.tensor3d([[[0], [0], [0]], [[0.9], [0.2], [0.9]], [[0], [0], [0]]]);
 * clDice(yTrue, yPred).dataSync(); // [0.1429]
 * ```
 * @see S. Shit et al., clDice — A Novel Topology-Preserving Loss Function for Tubular Structure Segmentation, 2021,
 *   arXiv:2003.07311
 */
export const clDice = defineLoss<[labels: tf.Tensor, probabilities: tf.Tensor], typeof options>(
  {
    name: 'clDice',
    aliases: ['softClDice', 'centrelineDice'],
    family: 'overlap',
    target: 'masks',
    prediction: 'probabilities',
    layout: masks,
    options,
  },
  ({ classWeights, iterations, smooth }, targets, probabilities) => {
    const shareIn = (thin: tf.Tensor, mask: tf.Tensor) =>
      safeDivide(
        tf.add(areaOf(thin, mask, classWeights), smooth),
        tf.add(areaOf(thin, tf.onesLike(thin), classWeights), smooth),
      );
    const precision = shareIn(softSkeleton(probabilities, iterations), targets);
    const sensitivity = shareIn(
      stopGradient([targets], () => softSkeleton(targets, iterations)),
      probabilities,
    );
    const both = safeDivide(tf.mul(precision, sensitivity), tf.add(precision, sensitivity));
    return tf.sub(1, tf.mul(2, both));
  },
);
