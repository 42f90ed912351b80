import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndCentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';
import { rowLengths } from '../ops/rows/rowLengths.ts';
import { sign } from '../ops/sign.ts';

/** cos(m θ) from cos θ, by Chebyshev's recurrence, continued so that it falls all the way from 0 to π. */
function cosineOfMultiple(cosines: tf.Tensor, times: number): tf.Tensor {
  let [before, multiple] = [tf.onesLike(cosines), cosines];
  for (let n = 2; n <= times; n++)
    [before, multiple] = [multiple, tf.sub(tf.mul(tf.mul(cosines, multiple), 2), before)];
  let turned = multiple;
  let falls = tf.zerosLike(cosines);
  for (let turn = 1; turn < times; turn++) {
    // 1 up to the turn at π turn / times, −1 beyond.
    const side = stopGradient([cosines], () => sign(tf.sub(cosines, Math.cos((Math.PI * turn) / times))));
    turned = tf.mul(turned, side);
    falls = tf.add(falls, tf.sub(side, 1));
  }
  return tf.add(turned, falls);
}

/**
 * SphereFace loss: the angle to the own class's centre, several times over, is to be below every other one.
 *
 *     -log(exp(s |x| ψ(θ_y)) / (exp(s |x| ψ(θ_y)) + Σ_{c ≠ y} exp(s |x| cos θ_c)))
 *     ψ(θ) = (-1)^k cos(m θ) - 2 k  for θ from kπ/m to (k+1)π/m
 *
 * with θ_c the angle between the embedding and the centre of class c, and |x| the length of the embedding.
 * A row of zeros has gradient 0: it has no angle. Of a distribution each class takes its share of the margin. The centres are trained with the model.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.margin - m: how many times the angle counts, an integer from 1 to 16. Default 4.
 * @param options.scale - s: how sharp the comparison is, above 0. Default 1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{s |x| \psi(\theta_y)}}{e^{s |x| \psi(\theta_y)} + \sum_{c \ne y} e^{s |x| \cos \theta_c}}
 * @domain Embeddings and centres are any real numbers; labels are class ids or distributions. The length of an embedding says how sure it is.
 * @useWhen A comparison with the first of the losses with margins on angles.
 * @avoidWhen Anything else: arcFace and cosFace are easier to train.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor2d([[1, 0], [0, 1]]);
 * sphereFace(tf.tensor1d([0, 1], 'int32'), embeddings, centres, { margin: 2 }).dataSync(); // [2.7657]
 * ```
 * @see W. Liu et al., SphereFace: Deep Hypersphere Embedding for Face Recognition, 2017, arXiv:1704.08063
 */
export const sphereFace = defineLoss(
  {
    name: 'sphereFace',
    aliases: ['aSoftmax', 'angularSoftmax'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndCentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes] },
    options: {
      ...classOptions,
      margin: { kind: 'number', default: 4, integer: true, atLeast: 1, atMost: 16 },
      scale: { kind: 'number', default: 1, above: 0 },
    },
  },
  ({ margin, scale, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) => {
    const lengths = rowLengths(embeddings);
    return crossEntropyOfCosines(labels, cosinesWithCentres(embeddings, centres), {
      scale: tf.mul(tf.expandDims(lengths, -1), scale),
      classWeights,
      harder: (cosines) => cosineOfMultiple(cosines, margin),
    });
  },
);
