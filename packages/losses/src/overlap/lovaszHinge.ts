import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { elementGroups } from '../layouts/elementGroups.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { lovaszExtension } from '../ops/overlap/lovaszExtension.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';
import { relu } from '../ops/relu.ts';

/**
 * Lovász hinge: the intersection over union of one area, continued to scores as a hinge.
 *
 *     Σ_i max(0, m_(i)) · (J_i - J_(i-1)),  m = 1 - (2 · yTrue - 1) · logits
 *
 * with the m sorted from the largest, and J_i the Jaccard loss when the i elements with the largest m are
 * wrong. Without any element in the true area it is the largest hinge. Of elements with equal m the first is
 * taken first; the gradient at m = 0 is 0.
 *
 * The elements of the whole call are one reduction group, with `perSample` those of each entry of the first
 * axis. `weights` and `mask` are of the elements: one of weight 2 counts twice, and pixels without a label
 * are masked. The result is one value per group.
 *
 * @param yTrue - Targets, 0 or 1; from one half on they are taken as 1.
 * @param logits - Scores, the shape of `yTrue`: above 0 means in the area.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; in units of the scores.
 * @throws RangeError if the shapes differ.
 * @formula \sum_i \max(0, m_{(i)}) (J_i - J_{i-1}), \quad m = 1 - (2y - 1) z
 * @domain Targets are 0 or 1; scores are any real numbers.
 * @useWhen Binary segmentation that is judged by intersection over union, as a last stage of training.
 * @avoidWhen From scratch: it follows the order of the errors only; begin with binaryCrossEntropyWithLogits.
 * @example
 * ```ts
 * lovaszHinge(tf.tensor1d([1, 1, 0]), tf.tensor1d([2, -0.5, -0.25])).dataSync(); // [0.875]
 * ```
 * @see M. Berman, A. Rannen Triki and M. B. Blaschko, The Lovász-Softmax loss: A tractable surrogate for the
 *   optimization of the intersection-over-union measure in neural networks, 2018, arXiv:1705.08790
 */
export const lovaszHinge = defineLoss(
  {
    name: 'lovaszHinge',
    family: 'overlap',
    target: 'binary',
    prediction: 'logits',
    layout: elementGroups('logits', 'scores, above 0 in the area'),
    batchDependent: true,
    options: groupOptions,
  },
  (_options, regions: tf.Tensor, logits: tf.Tensor) => {
    const [foreground, background] = unstackRegions(tf.squeeze(regions, [-1]));
    const signs = stopGradient([foreground, background], () =>
      tf.sub(tf.mul(2, tf.cast(tf.greaterEqual(foreground, background), 'float32')), 1),
    );
    const errors = tf.sub(1, tf.mul(signs, tf.squeeze(logits, [-1])));
    return lovaszExtension(errors, foreground, background, relu);
  },
);
