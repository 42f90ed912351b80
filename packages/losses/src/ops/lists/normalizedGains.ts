import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { ranksOf } from './ranksOf.ts';

/**
 * The gain 2^y − 1 of every item, divided by the largest discounted cumulative gain that its list can have; 0
 * in a list without any. A constant for the gradient.
 *
 * @param discounts - What items at these ranks count.
 */
export function normalizedGains(yTrue: tf.Tensor, discounts: (ranks: tf.Tensor) => tf.Tensor): tf.Tensor {
  return stopGradient([yTrue], () => {
    // Over 2^max, which the quotient loses again: 2^y overflows from 128 on.
    const highest = tf.max(yTrue, -1, true);
    const gains = tf.sub(tf.pow(2, tf.sub(yTrue, highest)), tf.pow(2, tf.neg(highest)));
    const best = tf.sum(tf.mul(gains, discounts(ranksOf(yTrue))), -1, true);
    return tf.div(gains, tf.add(best, tf.cast(tf.equal(best, 0), 'float32')));
  });
}
