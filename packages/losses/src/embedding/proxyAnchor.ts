import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { proxyGroups } from '../layouts/proxyGroups.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';
import { logSumExpOfWeighted } from '../ops/logSumExpOfWeighted.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Proxy-Anchor loss: each class has a proxy, which is to draw the rows of its class near and to push the others
 * away, the hardest ones most.
 *
 *     1/|C⁺| Σ_{c in C⁺} log(1 + Σ_p exp(-α (s_pc - δ))) + 1/|C| Σ_c log(1 + Σ_n exp(α (s_nc + δ)))
 *
 * with s the cosine of a row and a proxy, p over the rows of class c, n over all other rows, C all classes and C⁺
 * those that a row has. A distribution counts for each class by its share, and against it by the rest. With
 * `classWeights` both means over the classes are weighted. The proxies are trained with the model.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param proxies - A point for each class, shape [components, classes]: a variable that is trained with the
 *   model.
 * @param options.margin - δ: how far beyond 0 the cosines are to be, at least 0. Default 0.1.
 * @param options.scale - α: how much the hardest rows outweigh the others, above 0. Default 32.
 * @param options.classWeights - One weight ≥ 0 per class.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`. A class id outside [0, classes) makes
 *   its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \frac{1}{|C^+|} \sum_{c \in C^+} \log\Big(1 + \sum_{p \in X_c} e^{-\alpha (s_{pc} - \delta)}\Big) + \frac{1}{|C|} \sum_{c \in C} \log\Big(1 + \sum_{n \notin X_c} e^{\alpha (s_{nc} + \delta)}\Big)
 * @domain Embeddings and proxies are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Embeddings for retrieval that are to be trained fast: no pairs or triplets are looked for.
 * @avoidWhen Classes are so many that their proxies don't fit, or new ones come during training.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const proxies = tf.tensor2d([[1, 0], [0, 1]]);
 * proxyAnchor(tf.tensor1d([0, 1], 'int32'), embeddings, proxies, { scale: 2 }).dataSync(); // [1.6087]
 * ```
 * @see S. Kim et al., Proxy Anchor Loss for Deep Metric Learning, 2020, arXiv:2003.13911
 */
export const proxyAnchor = defineLoss(
  {
    name: 'proxyAnchor',
    aliases: [],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: proxyGroups,
    batchDependent: true,
    trainedInputs: { proxies: ({ components, classes }) => [components, classes] },
    options: {
      classWeights: { kind: 'tensor' },
      ignoreIndex: classOptions.ignoreIndex,
      ...groupOptions,
      margin: { kind: 'number', default: 0.1, atLeast: 0 },
      scale: { kind: 'number', default: 32, above: 0 },
    },
  },
  ({ margin, scale, classWeights }, regions: tf.Tensor, embeddings: tf.Tensor, proxies: tf.Tensor) => {
    // Rows last: sums are over them, class by class.
    const inRows = (x: tf.Tensor) => tf.transpose(x, [0, 2, 1]);
    const [positives, negatives] = unstackRegions(regions);
    const cosines = inRows(cosinesWithCentres(embeddings, proxies));
    const ofPositives = tf.mul(-scale, tf.sub(cosines, margin));
    const ofNegatives = tf.mul(scale, tf.add(cosines, margin));
    const hasPositives = stopGradient([positives], () =>
      tf.cast(tf.any(tf.greater(positives, 0), 1), 'float32'),
    );
    const weighted = (x: tf.Tensor) => (classWeights ? tf.mul(x, classWeights) : x);
    const meanOver = (classes: tf.Tensor, x: tf.Tensor) =>
      safeDivide(tf.sum(tf.mul(classes, x), -1), tf.sum(classes, -1));
    return tf.add(
      meanOver(weighted(hasPositives), tf.softplus(logSumExpOfWeighted(inRows(positives), ofPositives))),
      meanOver(
        weighted(tf.onesLike(hasPositives)),
        tf.softplus(logSumExpOfWeighted(inRows(negatives), ofNegatives)),
      ),
    );
  },
);
