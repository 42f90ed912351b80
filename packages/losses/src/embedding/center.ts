import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndCentres } from '../layouts/linearRows.ts';
import { oneHot } from '../ops/oneHot.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

const halfSquare = (differences: tf.Tensor) => tf.mul(0.5, tf.sum(tf.square(differences), -1));

/**
 * Centre loss: the embedding is to lie at the centre of its class.
 *
 *     ½ |x - c_y|²
 *
 * of a distribution the mean over the classes. By itself it is lowest where everything lies in one point: it is
 * added to a loss that tells the classes apart, as in `crossEntropy + 0.01 * center`. The paper moves the centres by
 * a rule of its own; here they are trained with the model, by the gradient. Distributions take the memory of rows ·
 * classes · components numbers.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in units of the embeddings, squared. A class
 *   id outside [0, classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit; TypeError for class ids that are not int32.
 * @formula \frac12 \|x - c_y\|^2
 * @domain Embeddings and centres are any real numbers; labels are class ids or distributions.
 * @useWhen Beside a classification loss, to draw the embeddings of each class together.
 * @avoidWhen Nothing else tells the classes apart: everything then falls into one point.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor2d([[1, 0], [0, 1]]);
 * center(tf.tensor1d([0, 1], 'int32'), embeddings, centres).dataSync(); // [5.25]
 * ```
 * @see Y. Wen et al., A Discriminative Feature Learning Approach for Deep Face Recognition, 2016,
 *   doi:10.1007/978-3-319-46478-7_31
 */
export const center = defineLoss(
  {
    name: 'center',
    aliases: ['centre'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndCentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes] },
    options: classOptions,
  },
  ({ classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) => {
    const points = tf.transpose(centres);
    const [classes = 1, components = 1] = points.shape;
    const rows = tf.reshape(embeddings, [-1, components]);
    const areIds = labels.rank < embeddings.rank;
    const targets = areIds ? oneHot(tf.reshape(labels, [-1]), classes) : tf.reshape(labels, [-1, classes]);
    const weighted = classWeights ? tf.mul(targets, classWeights) : targets;
    // Of ids the distance to the own centre is enough.
    const costs = areIds
      ? zeroSafeMultiply(tf.sum(weighted, -1), halfSquare(tf.sub(rows, tf.matMul(targets, points))))
      : tf.sum(zeroSafeMultiply(weighted, halfSquare(tf.sub(tf.expandDims(rows, 1), points))), -1);
    return tf.reshape(costs, embeddings.shape.slice(0, -1));
  },
);
