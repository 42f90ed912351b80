import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { fake } from '../layouts/fake.ts';

/**
 * Least squares loss of the generator of a GAN: generated examples are to score as real ones do.
 *
 *     (fake - realLabel)² / 2
 *
 * It is the generator's side of leastSquaresDiscriminator.
 *
 * @param fake - The discriminator's scores of generated examples, any shape.
 * @param options.realLabel - What the discriminator gives to real examples. Default 1.
 * @returns Scalar, or the shape of `fake` with `reduction: 'none'`; in squared units of the scores.
 * @throws RangeError if `realLabel` is not a finite number.
 * @formula \tfrac{1}{2} (D(\tilde x) - c)^2
 * @domain All real numbers.
 * @useWhen A generator is trained against leastSquaresDiscriminator.
 * @avoidWhen The discriminator is trained with a hinge: wassersteinGenerator is its other side.
 * @example
 * ```ts
 * leastSquaresGenerator(tf.tensor1d([-1, 1])).dataSync(); // [1]
 * ```
 * @see X. Mao et al., Least Squares Generative Adversarial Networks, 2017, arXiv:1611.04076
 */
export const leastSquaresGenerator = defineLoss(
  {
    name: 'leastSquaresGenerator',
    aliases: ['lsganGenerator'],
    family: 'adversarial',
    target: 'none',
    prediction: 'scores',
    layout: fake,
    options: {
      realLabel: {
        kind: 'number',
        default: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ realLabel }, scores: tf.Tensor) => tf.mul(0.5, tf.square(tf.sub(scores, realLabel))),
);
