import { typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { checkSameShape } from '../contract/checks.ts';
import type { Loss } from '../contract/declaration.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';

/**
 * The highest value of the scores, softened by a regularisation: takes scores […, classes], returns […].
 *
 * It is the convex conjugate of what regularises the prediction, and its gradient is the prediction:
 * log-sum-exp has the softmax.
 */
export type MaxFunction = (scores: tf.Tensor) => tf.Tensor;

/**
 * Makes a Fenchel–Young loss of a softened maximum: the loss that fits the prediction that is its gradient.
 *
 *     maxFunction(scores) - Σ_c yTrue_c · scores_c
 *
 * The gradient with respect to the scores is the prediction minus the target. `tf.logSumExp` makes the
 * softmax cross-entropy, the conjugate of sparsemax makes `multiclassSparsemax` up to a constant. As in Optax
 * the entropy of the targets is left out, which does not depend on the scores, so the loss of a perfect
 * prediction is 0 only for certain targets and a max function that has no offset.
 *
 * @param maxFunction - Takes scores of shape […, classes], returns a tensor […]; differentiable in tfjs. For
 *   a loss that is finite at logits of ±10,000 it has to be.
 * @returns A loss `(yTrue, scores, options)` on rows of scores under the contract of all losses, with a
 *   declaration; it is called `fenchelYoung` in errors, and is not in the registry.
 * @throws TypeError if `maxFunction` is not a function or, when the loss is called, does not return a tensor;
 *   RangeError if that has not one value per row.
 * @example
 * ```ts
 * const softmaxLoss = fenchelYoung((scores) => tf.logSumExp(scores, -1));
 * softmaxLoss(tf.tensor2d([[0, 1]]), tf.tensor2d([[0, 0]])).dataSync(); // [0.6931]
 * ```
 * @see M. Blondel, A. F. T. Martins and V. Niculae, Learning with Fenchel-Young Losses, 2020,
 *   arXiv:1901.02324
 */
export function fenchelYoung(maxFunction: MaxFunction): Loss<[yTrue: tf.Tensor, scores: tf.Tensor]> {
  const name = 'fenchelYoung';
  if (typeof maxFunction !== 'function') {
    throw typeError(name, 'maxFunction to be a function', maxFunction);
  }
  return defineLoss(
    {
      name,
      family: 'likelihood',
      target: 'distributions',
      prediction: 'logits',
      layout: rows('classes', [
        { name: 'yTrue', meaning: 'true distributions', perElement: 'row', neutral: 0 },
        { name: 'scores', meaning: 'scores of the classes', perElement: 'row', neutral: 0 },
      ]),
    },
    (_options, yTrue: tf.Tensor, scores: tf.Tensor) => {
      const highest: unknown = maxFunction(scores);
      if (!(highest instanceof tf.Tensor)) {
        throw typeError(name, 'maxFunction to return a tensor', highest);
      }
      const expectation = tf.sum(tf.mul(yTrue, scores), -1);
      checkSameShape(name, ['the result of maxFunction', 'the rows'], [highest, expectation]);
      return tf.sub(highest, expectation);
    },
  );
}
