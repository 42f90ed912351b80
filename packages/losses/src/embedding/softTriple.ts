import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndSubcentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';
import { softmax } from '../ops/softmax.ts';

/**
 * SoftTriple loss: the embedding is to be nearer to the centres of its class than to those of any other, where
 * each class has several and the near ones count most.
 *
 *     -log(exp(λ (S_y - δ)) / (exp(λ (S_y - δ)) + Σ_{c ≠ y} exp(λ S_c)))
 *     S_c = Σ_k softmax_k(s_ck / γ) s_ck
 *
 * with s_ck the cosine of the embedding and centre k of class c. The paper adds a penalty that draws centres of one
 * class together; it is not part of this loss. Of a distribution each class takes its share of the margin. How many
 * centres a class has is decided by their shape; what trains them with a model makes ten.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - Points for each class, shape [components, classes, subcentres]: a variable that is trained with
 *   the model.
 * @param options.margin - δ: by how much the own class is to be more similar, at least 0. Default 0.01.
 * @param options.scale - λ: how sharply classes are compared, above 0. Default 20.
 * @param options.temperature - γ: how sharply the centres of one class are compared, above 0; the smaller, the
 *   more the nearest one counts. Default 0.1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{\lambda (S_y - \delta)}}{e^{\lambda (S_y - \delta)} + \sum_{c \ne y} e^{\lambda S_c}}, \quad S_c = \sum_k \frac{e^{s_{ck} / \gamma}}{\sum_j e^{s_{cj} / \gamma}} s_{ck}
 * @domain Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Embeddings for retrieval, of classes whose examples come in several forms.
 * @avoidWhen There are very many classes: each keeps several centres, and every row is compared with all of them.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor3d([[[1, 0.6], [0, -1]], [[0, 0.8], [1, 0]]]);
 * softTriple(tf.tensor1d([0, 1], 'int32'), embeddings, centres, { scale: 2 }).dataSync(); // [0.5239]
 * ```
 * @see Q. Qian et al., SoftTriple Loss: Deep Metric Learning Without Triplet Sampling, 2019, arXiv:1909.05235
 */
export const softTriple = defineLoss(
  {
    name: 'softTriple',
    aliases: [],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndSubcentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes, 10] },
    options: {
      ...classOptions,
      margin: { kind: 'number', default: 0.01, atLeast: 0 },
      scale: { kind: 'number', default: 20, above: 0 },
      temperature: { kind: 'number', default: 0.1, above: 0 },
    },
  },
  (
    { margin, scale, temperature, classWeights },
    labels: tf.Tensor,
    embeddings: tf.Tensor,
    centres: tf.Tensor,
  ) => {
    const cosines = cosinesWithCentres(embeddings, centres, (ofSubcentres) =>
      tf.sum(tf.mul(softmax(tf.div(ofSubcentres, temperature)), ofSubcentres), -1),
    );
    return crossEntropyOfCosines(labels, cosines, {
      scale,
      classWeights,
      harder: (similarities) => tf.sub(similarities, margin),
    });
  },
);
