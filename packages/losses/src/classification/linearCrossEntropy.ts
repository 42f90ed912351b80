import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { smoothableClassOptions } from '../layouts/classRows.ts';
import { linearRows } from '../layouts/linearRows.ts';
import { crossEntropyOfLinear } from '../ops/crossEntropy/crossEntropyOfLinear.ts';

/** How many logits there are at a time, unless `chunkSize` says otherwise. */
const LOGITS_AT_A_TIME = 2 ** 20;

/**
 * Softmax cross-entropy of a linear layer, without ever holding the logits of all rows: cross-entropy of a
 * last layer with many classes, without holding the logits of all rows.
 *
 *     crossEntropy(labels, features · kernel + bias)
 *
 * in value and gradients, computed some rows at a time. Backwards the logits are computed again, so it takes
 * a product more than the two losses in a row do, and in memory the logits of `chunkSize` rows. PyTorch has
 * the kernel the other way round, [classes, features]. No gradient flows to `classWeights`.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param features - What the last layer gets, shape […, features].
 * @param kernel - Weights of the last layer, shape [features, classes].
 * @param options.bias - What is added to the logits, shape [classes]. Default: nothing.
 * @param options.chunkSize - How many rows at a time, at least 1. Default: as many as have a million logits.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log \frac{e^{z_c}}{\sum_j e^{z_j}},\quad z = x W + b
 * @domain Features, kernel and bias are any real numbers; labels are class ids or distributions that sum to
 *   1.
 * @useWhen The last layer has so many classes that the logits of all rows do not fit into memory.
 * @avoidWhen The logits fit: crossEntropy is faster and simpler.
 * @example
 * ```ts
 * const [features, kernel] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[1, 0, 0], [0, 1, 1]])];
 * linearCrossEntropy(tf.tensor1d([0], 'int32'), features, kernel).dataSync(); // [1.8620]
 * ```
 * @see I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, 2016, section 6.2.2; in chunks: E. Wijmans
 *   et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, arXiv:2411.09009
 */
export const linearCrossEntropy = defineLoss(
  {
    name: 'linearCrossEntropy',
    aliases: ['chunkedCrossEntropy'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: linearRows,
    trainedInputs: { kernel: ({ components, classes }) => [components, classes] },
    options: {
      ...smoothableClassOptions,
      bias: { kind: 'tensor' },
      chunkSize: {
        kind: 'optional number',
        atLeast: 1,
        integer: true,
      },
    },
    twiceDifferentiable: true,
  },
  (
    { bias, classWeights, labelSmoothing, chunkSize },
    labels: tf.Tensor,
    features: tf.Tensor,
    kernel: tf.Tensor,
  ) => {
    const [width = 1, classes = 1] = kernel.shape;
    const rows = {
      labels: labels.rank < features.rank ? tf.reshape(labels, [-1]) : tf.reshape(labels, [-1, classes]),
      features: tf.reshape(features, [-1, width]),
      kernel,
      bias: bias ?? tf.zeros([classes]),
      classWeights: classWeights ?? tf.ones([classes]),
    };
    const atATime = chunkSize ?? Math.ceil(LOGITS_AT_A_TIME / classes);
    return tf.reshape(crossEntropyOfLinear(rows, labelSmoothing, atATime), features.shape.slice(0, -1));
  },
);
