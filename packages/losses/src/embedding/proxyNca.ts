import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndProxies } from '../layouts/linearRows.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';
import { logSumExpOfWeighted } from '../ops/logSumExpOfWeighted.ts';
import { oneHot } from '../ops/oneHot.ts';

/**
 * Proxy-NCA loss: each class has a proxy, and the embedding is to be nearer to that of its class than to those
 * of the others.
 *
 *     -log(exp(-a d_y²) / Σ_{c ≠ y} exp(-a d_c²))
 *
 * with d_c the distance between the embedding and the proxy of class c, both divided by their lengths. As in the
 * paper the own class is not in the sum, so that the loss may fall below 0. Libraries that have it there, as
 * pytorch-metric-learning, and ProxyNCA++ give what `normalizedSoftmax` does with temperature 1 / (2a). In the
 * sum a class of a distribution counts by what it leaves to the others. With a single class the loss is 0. The
 * proxies are trained with the model.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param proxies - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.softmaxScale - a: what the squared distances are multiplied by, above 0. Default 1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{-\alpha d_y^2}}{\sum_{c \ne y} e^{-\alpha d_c^2}}
 * @domain Embeddings and proxies are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen A comparison with the first of the losses with proxies.
 * @avoidWhen Anything else: normalizedSoftmax and proxyAnchor find better embeddings.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const proxies = tf.tensor2d([[1, 0], [0, 1]]);
 * proxyNca(tf.tensor1d([0, 1], 'int32'), embeddings, proxies).dataSync(); // [-0.8]
 * ```
 * @see Y. Movshovitz-Attias et al., No Fuss Distance Metric Learning using Proxies, 2017, arXiv:1703.07464
 */
export const proxyNca = defineLoss(
  {
    name: 'proxyNca',
    aliases: [],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndProxies,
    trainedInputs: { proxies: ({ components, classes }) => [components, classes] },
    options: {
      ...classOptions,
      softmaxScale: { kind: 'number', default: 1, above: 0 },
    },
  },
  ({ softmaxScale, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, proxies: tf.Tensor) => {
    const cosines = cosinesWithCentres(embeddings, proxies);
    const targets = labels.rank < embeddings.rank ? oneHot(labels, cosines.shape.at(-1) ?? 0) : labels;
    const weighted = classWeights ? tf.mul(targets, classWeights) : targets;
    const rest = tf.sub(1, targets);
    // Of unit rows −d² is 2 cos − 2, and the 2 falls out.
    const scores = tf.mul(2 * softmaxScale, cosines);
    const ofOthers = tf.expandDims(logSumExpOfWeighted(rest, scores), -1);
    const hasOthers = stopGradient([rest], () => tf.cast(tf.any(tf.greater(rest, 0), -1), 'float32'));
    return tf.mul(hasOthers, tf.sum(tf.mul(weighted, tf.sub(ofOthers, scores)), -1));
  },
);
