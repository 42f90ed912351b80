import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { realAndFake } from '../layouts/realAndFake.ts';
import { relu } from '../ops/relu.ts';

/**
 * Hinge loss of the discriminator of a GAN: real examples are to score at least 1, generated ones at most −1.
 *
 *     max(0, 1 - real) + max(0, 1 + fake)
 *
 * The gradient at both edges is 0. The generator's side is wassersteinGenerator.
 *
 * @param real - The discriminator's scores of real examples, any shape.
 * @param fake - Its scores of generated examples, the shape of `real`.
 * @returns Scalar, or the shape of `real` with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ.
 * @formula \max(0, 1 - D(x)) + \max(0, 1 + D(\tilde x))
 * @domain All real numbers.
 * @useWhen A discriminator is trained against a generator, as with spectral normalisation; a good first choice.
 * @avoidWhen Scores are to measure a distance of distributions: that is wassersteinCritic.
 * @example
 * ```ts
 * hingeDiscriminator(tf.tensor1d([2, 0.5]), tf.tensor1d([-1, 0])).dataSync(); // [0.75]
 * ```
 * @see T. Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018, arXiv:1802.05957
 */
export const hingeDiscriminator = defineLoss(
  {
    name: 'hingeDiscriminator',
    aliases: ['hingeGan'],
    family: 'adversarial',
    target: 'none',
    prediction: 'scores',
    layout: realAndFake,
    twiceDifferentiable: true,
  },
  (_options, real: tf.Tensor, fake: tf.Tensor) => tf.add(relu(tf.sub(1, real)), relu(tf.add(1, fake))),
);
