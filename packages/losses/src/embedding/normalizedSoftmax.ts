import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndCentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';

/**
 * Normalized softmax loss: the embedding is to point where its class's centre does, more than where any other
 * one does.
 *
 *     -log(exp(cos(x, w_y) / T) / Σ_c exp(cos(x, w_c) / T))
 *
 * Softmax cross-entropy of cosines, as if both embeddings and centres had length 1. The centres are trained
 * with the model.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.temperature - T: how sharp the comparison is, above 0. Default 0.05.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{\cos(x, w_y) / T}}{\sum_c e^{\cos(x, w_c) / T}}
 * @domain Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Embeddings by class labels, with many classes or few examples of each in a batch.
 * @avoidWhen Classes are to be told apart, and no distances are asked for: crossEntropy.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor2d([[1, 0], [0, 1]]);
 * normalizedSoftmax(tf.tensor1d([0, 1], 'int32'), embeddings, centres, { temperature: 1 }).dataSync(); // [0.5557]
 * ```
 * @see A. Zhai and H.-Y. Wu, Classification is a Strong Baseline for Deep Metric Learning, 2019, arXiv:1811.12649
 */
export const normalizedSoftmax = defineLoss(
  {
    name: 'normalizedSoftmax',
    aliases: ['normFace'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndCentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes] },
    options: {
      ...classOptions,
      temperature: { kind: 'number', default: 0.05, above: 0 },
    },
  },
  ({ temperature, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) =>
    crossEntropyOfCosines(labels, cosinesWithCentres(embeddings, centres), {
      scale: 1 / temperature,
      classWeights,
    }),
);
