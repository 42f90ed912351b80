import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndCentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';

/**
 * CosFace loss: the cosine with the own class's centre is to be above every other one, by a margin.
 *
 *     -log(exp(s (cos(x, w_y) - m)) / (exp(s (cos(x, w_y) - m)) + Σ_{c ≠ y} exp(s cos(x, w_c))))
 *
 * `normalizedSoftmax` with a margin on the cosine of the own class, also known as the additive margin
 * softmax. Of a distribution each class takes its share of the margin. The centres are trained with the model.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.margin - m, at least 0. Default 0.35.
 * @param options.scale - s: how sharp the comparison is, above 0. Default 64.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{s (\cos(x, w_y) - m)}}{e^{s (\cos(x, w_y) - m)} + \sum_{c \ne y} e^{s \cos(x, w_c)}}
 * @domain Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Faces and other things that are to be recognised again by nearest neighbours, of classes that may be new.
 * @avoidWhen Labels are noisy: a wrong one is pulled at hardest.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor2d([[1, 0], [0, 1]]);
 * cosFace(tf.tensor1d([0, 1], 'int32'), embeddings, centres, { margin: 0.2, scale: 2 }).dataSync(); // [0.6775]
 * ```
 * @see H. Wang et al., CosFace: Large Margin Cosine Loss for Deep Face Recognition, 2018, arXiv:1801.09414
 */
export const cosFace = defineLoss(
  {
    name: 'cosFace',
    aliases: ['amSoftmax', 'largeMarginCosine'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndCentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes] },
    options: {
      ...classOptions,
      margin: { kind: 'number', default: 0.35, atLeast: 0 },
      scale: { kind: 'number', default: 64, above: 0 },
    },
  },
  ({ margin, scale, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) =>
    crossEntropyOfCosines(labels, cosinesWithCentres(embeddings, centres), {
      scale,
      classWeights,
      harder: (cosines) => tf.sub(cosines, margin),
    }),
);
