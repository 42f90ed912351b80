import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { withGradient } from '../autodiff/withGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { hardTargets } from '../layouts/hardTargets.ts';
import { oneHot } from '../ops/oneHot.ts';
import { relu } from '../ops/relu.ts';
import { sumOfRows } from '../ops/rows/sumOfRows.ts';
import { sign } from '../ops/sign.ts';

/**
 * Σ over the other classes of max(0, margin + z_i − z_c)^p, where the targets are one-hot rows times a
 * weight.
 */
function costOfTrueClass(targets: tf.Tensor, logits: tf.Tensor, margin: number, p: number): tf.Tensor {
  const weights = sumOfRows(targets);
  const isTrue = stopGradient([targets], () => tf.cast(tf.notEqual(targets, 0), 'float32'));
  const ofTrue = tf.expandDims(sumOfRows(tf.mul(isTrue, logits)), -1);
  const missing = relu(tf.add(margin, tf.sub(logits, ofTrue)));
  return tf.mul(weights, sumOfRows(tf.mul(tf.sub(1, isTrue), p === 2 ? tf.square(missing) : missing)));
}

/** The same for every class as the true one: class by class, so that no tensor is larger than the logits. */
function costOfEachClass(logits: tf.Tensor, margin: number, p: number): tf.Tensor {
  const classes = logits.shape.at(-1) ?? 0;
  const ids = Array.from({ length: classes }, (_, id) => id);
  const isClass = (id: number) => oneHot(tf.scalar(id, 'int32'), classes);
  const column = (x: tf.Tensor, id: number) =>
    tf.slice(x, [...x.shape.slice(0, -1).map(() => 0), id], [...x.shape.slice(0, -1), 1]);
  const missingTo = (z: tf.Tensor, id: number) =>
    tf.mul(tf.sub(1, isClass(id)), relu(tf.add(margin, tf.sub(z, column(z, id)))));
  return withGradient(
    logits,
    (z) =>
      tf.stack(
        ids.map((id) => tf.tidy(() => tf.sum(p === 2 ? tf.square(missingTo(z, id)) : missingTo(z, id), -1))),
        -1,
      ),
    (dy, z) =>
      ids.reduce(
        (total, id) =>
          tf.tidy(() => {
            const missing = missingTo(z, id);
            const slopes = p === 2 ? tf.mul(2, missing) : sign(missing);
            const ofClass = tf.sub(slopes, tf.mul(isClass(id), tf.sum(slopes, -1, true)));
            return tf.add(total, tf.mul(column(dy, id), ofClass));
          }),
        tf.zerosLike(z),
      ),
  );
}

/**
 * Multi-class margin loss: the margin violations of the true class against each other one, summed.
 *
 *     Σ_{i ≠ c} max(0, margin + logits_i - logits_c)^p / classes
 *
 * for the true class c. Divided by the number of classes, as in PyTorch, not by that of the others. The
 * gradient at the edge of the margin is 0. Takes memory for rows × classes numbers, and for distributions the
 * time of rows × classes². PyTorch's mean with `weight` divides by the rows, this one by their weights.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]); for a
 *   distribution the loss is the expected one, Σ_c t_c · loss(c).
 * @param logits - Scores of the classes, shape […, classes].
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.p - Power of what is missing, 1 or 2. Default 1.
 * @param options.margin - By how much the score of the true class should be above each other. Default 1.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in units of the scores to the power of
 *   p. A class id outside [0, classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c \frac1C \sum_{i \ne c} \max(0, m + z_i - z_c)^p
 * @domain Scores are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen You want every wrong class below the right one by a margin.
 * @avoidWhen You need probabilities, or classes are many: it sums over all of them.
 * @example
 * ```ts
 * multiMargin(tf.tensor1d([2, 0], 'int32'), tf.tensor2d([[1, 2, 2.5], [-1, 1, 0]])).dataSync(); // [0.9167]
 * ```
 * @see J. Weston and C. Watkins, Support vector machines for multi-class pattern recognition, 1999; Y. Lee,
 *   Y. Lin and G. Wahba, Multicategory Support Vector Machines, 2004, doi:10.1198/016214504000000098
 */
export const multiMargin = defineLoss(
  {
    name: 'multiMargin',
    aliases: ['westonWatkins'],
    family: 'margin',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of the classes', 0),
    options: {
      ...classOptions,
      p: {
        kind: 'number',
        default: 1,
        atLeast: 1,
        atMost: 2,
        integer: true,
      },
      margin: {
        kind: 'number',
        default: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ p, margin }, labels: tf.Tensor, logits: tf.Tensor) => {
    const classes = logits.shape.at(-1) ?? 0;
    const costs = hardTargets.has(labels)
      ? costOfTrueClass(labels, logits, margin, p)
      : sumOfRows(tf.mul(labels, costOfEachClass(logits, margin, p)));
    return tf.div(costs, classes);
  },
);
