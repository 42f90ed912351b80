import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndCentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosineOfMore } from '../ops/embeddings/cosineOfMore.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';

/**
 * ArcFace loss: the angle to the own class's centre is to be below every other one, by a margin.
 *
 *     -log(exp(s cos(θ_y + m)) / (exp(s cos(θ_y + m)) + Σ_{c ≠ y} exp(s cos θ_c)))
 *
 * with θ_c the angle between the embedding and the centre of class c. Where θ_y + m would be above π, cos θ_y
 * - m sin m stands in its place, so that a larger angle always costs more. Angles nearer to 0 or π than
 * 0.0005 have no slope of their own. Of a distribution each class takes its share of the margin. The centres are
 * trained with the model.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.margin - m in radians, 0 to π. Default 0.5.
 * @param options.scale - s: how sharp the comparison is, above 0. Default 64.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{s \cos(\theta_y + m)}}{e^{s \cos(\theta_y + m)} + \sum_{c \ne y} e^{s \cos \theta_c}}
 * @domain Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Faces and other things that are to be recognised again by nearest neighbours, of classes that may be new.
 * @avoidWhen Labels are noisy, or training begins far from any solution: a smaller margin or normalizedSoftmax first.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor2d([[1, 0], [0, 1]]);
 * arcFace(tf.tensor1d([0, 1], 'int32'), embeddings, centres, { margin: 0.2, scale: 2 }).dataSync(); // [0.6315]
 * ```
 * @see J. Deng et al., ArcFace: Additive Angular Margin Loss for Deep Face Recognition, 2019, arXiv:1801.07698
 */
export const arcFace = defineLoss(
  {
    name: 'arcFace',
    aliases: ['additiveAngularMargin'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndCentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes] },
    options: {
      ...classOptions,
      margin: { kind: 'number', default: 0.5, atLeast: 0, atMost: Math.PI },
      scale: { kind: 'number', default: 64, above: 0 },
    },
  },
  ({ margin, scale, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) =>
    crossEntropyOfCosines(labels, cosinesWithCentres(embeddings, centres), {
      scale,
      classWeights,
      harder: (cosines) => cosineOfMore(cosines, margin),
    }),
);
