import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { realAndFake } from '../layouts/realAndFake.ts';

/**
 * Wasserstein loss of the critic: generated examples are to score lower than real ones.
 *
 *     fake - real
 *
 * Minus the mean is what the critic says of the distance of both distributions, if its scores change by no more
 * than 1 per distance: that takes a gradient penalty or clipped weights. wassersteinGenerator is the other side.
 *
 * @param real - The critic's scores of real examples, any shape.
 * @param fake - Its scores of generated examples, the shape of `real`.
 * @returns Scalar, or the shape of `real` with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ.
 * @formula f(\tilde x) - f(x)
 * @domain All real numbers.
 * @useWhen A critic with a gradient penalty or clipped weights is trained against a generator.
 * @avoidWhen Nothing bounds the slope of the critic: the loss has no lowest value; take hingeDiscriminator.
 * @example
 * ```ts
 * wassersteinCritic(tf.tensor1d([2, 1]), tf.tensor1d([-1, 0])).dataSync(); // [-2]
 * ```
 * @see M. Arjovsky, S. Chintala and L. Bottou, Wasserstein GAN, 2017, arXiv:1701.07875
 */
export const wassersteinCritic = defineLoss(
  {
    name: 'wassersteinCritic',
    aliases: ['wasserstein', 'wassersteinDiscriminator', 'wgan'],
    family: 'adversarial',
    target: 'none',
    prediction: 'scores',
    layout: realAndFake,
    twiceDifferentiable: true,
  },
  (_options, real: tf.Tensor, fake: tf.Tensor) => tf.sub(fake, real),
);
