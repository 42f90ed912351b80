import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { fake } from '../layouts/fake.ts';

/**
 * Wasserstein loss of the generator: generated examples are to score high.
 *
 *     -fake
 *
 * It is the generator's side of wassersteinCritic and of hingeDiscriminator.
 *
 * @param fake - The critic's scores of generated examples, any shape.
 * @returns Scalar, or the shape of `fake` with `reduction: 'none'`; in units of the scores.
 * @throws TypeError if `fake` is not a tensor of numbers.
 * @formula -f(\tilde x)
 * @domain All real numbers.
 * @useWhen A generator is trained against wassersteinCritic or hingeDiscriminator.
 * @avoidWhen The discriminator is trained with squares: leastSquaresGenerator is its other side.
 * @example
 * ```ts
 * wassersteinGenerator(tf.tensor1d([-1, 0])).dataSync(); // [0.5]
 * ```
 * @see M. Arjovsky, S. Chintala and L. Bottou, Wasserstein GAN, 2017, arXiv:1701.07875
 */
export const wassersteinGenerator = defineLoss(
  {
    name: 'wassersteinGenerator',
    aliases: ['hingeGenerator', 'wganGenerator'],
    family: 'adversarial',
    target: 'none',
    prediction: 'scores',
    layout: fake,
    twiceDifferentiable: true,
  },
  (_options, scores: tf.Tensor) => tf.neg(scores),
);
