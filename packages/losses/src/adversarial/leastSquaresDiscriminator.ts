import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { realAndFake } from '../layouts/realAndFake.ts';

/**
 * Least squares loss of the discriminator of a GAN: real examples are to score 1, generated ones 0.
 *
 *     ((real - realLabel)² + (fake - fakeLabel)²) / 2
 *
 * The generator's side is leastSquaresGenerator.
 *
 * @param real - The discriminator's scores of real examples, any shape.
 * @param fake - Its scores of generated examples, the shape of `real`.
 * @param options.realLabel - What real examples should score. Default 1.
 * @param options.fakeLabel - What generated examples should score. Default 0.
 * @returns Scalar, or the shape of `real` with `reduction: 'none'`; in squared units of the scores.
 * @throws RangeError if the shapes differ or an option is not a finite number.
 * @formula \tfrac{1}{2} (D(x) - b)^2 + \tfrac{1}{2} (D(\tilde x) - a)^2
 * @domain All real numbers.
 * @useWhen A discriminator is trained against a generator, and its slopes should not vanish where it is sure.
 * @avoidWhen Some scores go far out, where a square counts most: take hingeDiscriminator.
 * @example
 * ```ts
 * leastSquaresDiscriminator(tf.tensor1d([2]), tf.tensor1d([-1])).dataSync(); // [1]
 * ```
 * @see X. Mao et al., Least Squares Generative Adversarial Networks, 2017, arXiv:1611.04076
 */
export const leastSquaresDiscriminator = defineLoss(
  {
    name: 'leastSquaresDiscriminator',
    aliases: ['leastSquaresGan', 'lsgan'],
    family: 'adversarial',
    target: 'none',
    prediction: 'scores',
    layout: realAndFake,
    options: {
      realLabel: {
        kind: 'number',
        default: 1,
      },
      fakeLabel: {
        kind: 'number',
        default: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ realLabel, fakeLabel }, real: tf.Tensor, fake: tf.Tensor) =>
    tf.mul(0.5, tf.add(tf.square(tf.sub(real, realLabel)), tf.square(tf.sub(fake, fakeLabel)))),
);
