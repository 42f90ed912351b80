import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions } from '../layouts/classRows.ts';
import { embeddingsAndSubcentres } from '../layouts/linearRows.ts';
import { crossEntropyOfCosines } from '../ops/crossEntropy/crossEntropyOfCosines.ts';
import { cosineOfMore } from '../ops/embeddings/cosineOfMore.ts';
import { cosinesWithCentres } from '../ops/embeddings/cosinesWithCentres.ts';
import { largestOfRows } from '../ops/rows/largestOfRows.ts';

/**
 * Sub-centre ArcFace loss: `arcFace` with several centres for each class, of which the nearest one counts.
 *
 *     -log(exp(s cos(θ_y + m)) / (exp(s cos(θ_y + m)) + Σ_{c ≠ y} exp(s cos θ_c)))
 *     cos θ_c = max_k cos θ_ck
 *
 * with θ_ck the angle between the embedding and centre k of class c. Rows that do not look like their class, such
 * as those with a wrong label, gather at a centre of their own instead of pulling the others away. Where θ_y + m
 * would be above π, cos θ_y - m sin m stands in its place. Of centres that are equally near the first gets the
 * gradient. Of a distribution each class takes its share of the margin. How many centres a class has is decided by
 * their shape; what trains them with a model makes three.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param embeddings - One row per label, shape […, components].
 * @param centres - Points for each class, shape [components, classes, subcentres]: a variable that is trained with
 *   the model.
 * @param options.margin - m in radians, 0 to π. Default 0.5.
 * @param options.scale - s: how sharp the comparison is, above 0. Default 64.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\log \frac{e^{s \cos(\theta_y + m)}}{e^{s \cos(\theta_y + m)} + \sum_{c \ne y} e^{s \cos \theta_c}}, \quad \cos \theta_c = \max_k \cos \theta_{ck}
 * @domain Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.
 * @useWhen Some labels are wrong, or a class looks like several: large collections of faces or products.
 * @avoidWhen Classes are clean and compact: arcFace gives each one place, and so shorter distances within it.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[3, 4], [0, 2]]);
 * const centres = tf.tensor3d([[[1, 0.6], [0, -1]], [[0, 0.8], [1, 0]]]);
 * const labels = tf.tensor1d([0, 1], 'int32');
 * subCenterArcFace(labels, embeddings, centres, { margin: 0.2, scale: 2 }).dataSync(); // [0.5293]
 * ```
 * @see J. Deng et al., Sub-center ArcFace: Boosting Face Recognition by Large-Scale Noisy Web Faces, 2020,
 *   doi:10.1007/978-3-030-58621-8_43
 */
export const subCenterArcFace = defineLoss(
  {
    name: 'subCenterArcFace',
    aliases: ['subCentreArcFace'],
    family: 'embedding',
    target: 'multiclass',
    prediction: 'embeddings',
    layout: embeddingsAndSubcentres,
    trainedInputs: { centres: ({ components, classes }) => [components, classes, 3] },
    options: {
      ...classOptions,
      margin: { kind: 'number', default: 0.5, atLeast: 0, atMost: Math.PI },
      scale: { kind: 'number', default: 64, above: 0 },
    },
  },
  ({ margin, scale, classWeights }, labels: tf.Tensor, embeddings: tf.Tensor, centres: tf.Tensor) =>
    crossEntropyOfCosines(labels, cosinesWithCentres(embeddings, centres, largestOfRows), {
      scale,
      classWeights,
      harder: (cosines) => cosineOfMore(cosines, margin),
    }),
);
