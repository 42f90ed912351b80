import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { binaryCrossEntropyWithLogits } from '../classification/binaryCrossEntropyWithLogits.ts';
import { softMargin } from './softMargin.ts';

testLoss(softMargin, {
  options: [{}],
  // The softened maximum of 0 and the wrong side.
  reference: (yTrue, logit) => logSumExp([0, -yTrue * logit]),
  cases: [
    { inputs: [1, 0], value: Math.LN2, gradient: -0.5 },
    { inputs: [-1, 1e4], value: 1e4, gradient: 1 },
  ],
});

test('is the binary cross-entropy of targets 0 and 1', () => {
  const [signs, logits] = [tf.tensor1d([-1, 1, 1]), tf.tensor1d([-2, 0.5, -90])];
  const targets = tf.div(tf.add(signs, 1), 2);
  expect(softMargin(signs, logits)).toBeAllClose(binaryCrossEntropyWithLogits(targets, logits));
});
