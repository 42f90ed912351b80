import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { masks } from '../layouts/masks.ts';
import { distancesToBoundary } from '../ops/masks/distancesToBoundary.ts';
import { meanOfClasses } from '../ops/masks/meanOfClasses.ts';

/**
 * Boundary loss: what is predicted outside of a class's area costs its distance to the boundary, and what is predicted
 * inside pays as much.
 *
 *     mean over pixels of φ · p
 *
 * for each class, with φ the signed distance map of the target: outside of its area the Euclidean distance in pixels to the
 * nearest pixel in it, inside minus the distance to the nearest pixel outside, plus 1, as in the authors' code. The map
 * is computed here, exactly, from where targets are above ½; it is a constant for the gradient. A class that the
 * target has nowhere or everywhere has no boundary and costs 0.
 *
 * A picture's loss is the mean over the classes by `classWeights`; the authors leave the background out: give it 0.
 * The loss is 0 for no prediction at all and below 0 for a good one.
 *
 * @param labels - Class ids, shape […, height, width], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, height, width, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of pixels that are in no class and whose probabilities count as 0. Default −100.
 * @returns Scalar, or one value per picture with `reduction: 'none'`; in pixels. A class id outside [0, classes) makes
 *   its picture NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are not int32.
 * @formula \frac{1}{n} \sum_q \phi_q\, p_q, \quad \phi_q = \begin{cases} \min_{r \in G} \|q - r\| & q \notin G \\ 1 - \min_{r \notin G} \|q - r\| & q \in G \end{cases}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Small areas whose outline counts, beside a loss of the overlap and with a weight that grows.
 * @avoidWhen Alone: with little foreground it is nearly 0 for a prediction of nothing.
 * @example
 * ```ts
 * const labels = tf.tensor2d([[0, 1, 1, 1]], [1, 4], 'int32');
 * const foreground = tf.tensor1d([0.5, 0.5, 1, 1]);
 * const probabilities = tf.reshape(tf.stack([tf.sub(1, foreground), foreground], -1), [1, 4, 2]);
 * boundary(labels, probabilities, { classWeights: [0, 1] }).dataSync(); // [-0.625]
 * ```
 * @see H. Kervadec et al., Boundary loss for highly unbalanced segmentation, 2019, arXiv:1812.07032; P. F. Felzenszwalb
 *   and D. P. Huttenlocher, Distance Transforms of Sampled Functions, 2012, doi:10.4086/toc.2012.v008a019
 */
export const boundary = defineLoss<[labels: tf.Tensor, probabilities: tf.Tensor], typeof classOptions>(
  {
    name: 'boundary',
    aliases: ['surfaceLoss'],
    family: 'overlap',
    target: 'masks',
    prediction: 'probabilities',
    layout: masks,
    options: classOptions,
  },
  ({ classWeights }, targets, probabilities) => {
    const signed = distancesToBoundary(targets, ({ inside, outside }) => {
      const isInside = tf.cast(tf.greater(inside, 0), 'float32');
      return tf.add(tf.sub(tf.sqrt(outside), tf.sqrt(inside)), isInside);
    });
    return meanOfClasses(tf.mean(tf.mul(signed, probabilities), [2, 3]), classWeights);
  },
);
