import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { weibullNll } from './weibullNll.ts';

testLoss(weibullNll, {
  options: [{}],
  // Minus the logarithms of hazard and survival.
  inputsReference([[time = 0] = [], [event = 0] = [], [logScale = 0] = [], [logShape = 0] = []]) {
    const shape = Math.exp(logShape);
    const logRatio = Math.log(time) - logScale;
    const logHazard = logShape + (shape - 1) * logRatio - logScale;
    return Math.exp(logRatio) ** shape - event * logHazard;
  },
  cases: [
    { inputs: [1, 1, 0, 0], value: 1, gradient: -1 },
    { inputs: [2, 0, 0, Math.log(3)], value: 8, gradient: 8 * 3 * Math.LN2 },
    { inputs: [4, 1, Math.log(2), 0], value: 2 + Math.LN2 },
  ],
});

test('with shape 1 and an event it is minus the logarithm of the exponential density', () => {
  const time = tf.tensor1d([0.1, 1, 5]);
  const rate = 0.4;
  const loss = weibullNll(time, tf.ones([3]), tf.fill([3], -Math.log(rate)), tf.zeros([3]), {
    reduction: 'none',
  });
  expect(loss).toBeAllClose(tf.sub(tf.mul(rate, time), Math.log(rate)));
});
