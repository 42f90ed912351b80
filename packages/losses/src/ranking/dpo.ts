import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';

/**
 * Direct preference optimisation: a language model is to raise the probability of the chosen answers over that
 * of the rejected ones, compared with a reference model that it should stay near.
 *
 *     -log σ(beta · ((chosen - referenceChosen) - (rejected - referenceRejected)))
 *
 * The log probabilities are those of whole answers given their prompts: sums over the tokens. With
 * `labelSmoothing` ε some choices are taken for wrong ones (conservative DPO): the loss is 1 − ε of this one and
 * ε of the one with the answers exchanged.
 *
 * @param referenceChosen - Log probabilities of the chosen answers under the reference, any shape.
 * @param referenceRejected - Those of the rejected answers, the shape of `referenceChosen`.
 * @param chosen - Log probabilities of the chosen answers under the model, the shape of `referenceChosen`.
 * @param rejected - Those of the rejected answers, the shape of `referenceChosen`.
 * @param options.beta - How strongly the model is held near the reference, above 0: the smaller, the further it
 *   may go. Default 0.1.
 * @param options.labelSmoothing - Fraction of choices that are taken for wrong, 0 to 0.5. Default 0.
 * @returns Scalar, or the shape of `chosen` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or an option is out of range.
 * @formula -\log \sigma\left(\beta \left(\log \frac{\pi(y_w)}{\pi_0(y_w)} - \log \frac{\pi(y_l)}{\pi_0(y_l)}\right)\right)
 * @domain Log probabilities of at most 0.
 * @useWhen A language model is tuned to choices between two answers, without a reward model.
 * @avoidWhen Scores are wanted and no text is generated: bradleyTerry trains the reward model itself.
 * @example
 * ```ts
 * dpo(tf.tensor1d([-5]), tf.tensor1d([-5]), tf.tensor1d([-4]), tf.tensor1d([-7]), { beta: 0.5 }).dataSync(); // [0.2014]
 * ```
 * @see R. Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model, 2023,
 *   arXiv:2305.18290
 */
export const dpo = defineLoss(
  {
    name: 'dpo',
    aliases: ['directPreferenceOptimization'],
    family: 'ranking',
    target: 'none',
    prediction: 'logProbabilities',
    layout: elementwise(
      [
        ['referenceChosen', 'log probabilities of the chosen answers under the reference'],
        ['referenceRejected', 'log probabilities of the rejected answers under the reference'],
        ['chosen', 'log probabilities of the chosen answers'],
        ['rejected', 'log probabilities of the rejected answers'],
      ],
      0,
    ),
    options: {
      beta: {
        kind: 'number',
        default: 0.1,
        above: 0,
      },
      labelSmoothing: {
        kind: 'number',
        default: 0,
        atLeast: 0,
        atMost: 0.5,
      },
    },
    twiceDifferentiable: true,
  },
  (
    { beta, labelSmoothing },
    referenceChosen: tf.Tensor,
    referenceRejected: tf.Tensor,
    chosen: tf.Tensor,
    rejected: tf.Tensor,
  ) => {
    const gain = tf.sub(tf.sub(chosen, referenceChosen), tf.sub(rejected, referenceRejected));
    const reward = tf.mul(beta, gain);
    // softplus(x) is softplus(−x) + x.
    return tf.add(tf.softplus(tf.neg(reward)), tf.mul(labelSmoothing, reward));
  },
);
