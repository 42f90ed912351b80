import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { hinge } from '../margin/hinge.ts';
import { hingeDiscriminator } from './hingeDiscriminator.ts';

testLoss(hingeDiscriminator, {
  options: [{}],
  // How far each is on the wrong side of its edge.
  inputsReference: ([[real = 0] = [], [fake = 0] = []]) => 1 - Math.min(real, 1) + (Math.max(fake, -1) - -1),
  cases: [
    { inputs: [1, -1], value: 0, gradient: 0 },
    { inputs: [1, 0], value: 1, gradient: 1 },
    { inputs: [-1e4, 1e4], value: 20002, gradient: 1 },
  ],
});

test('is the hinge loss with targets 1 and −1, added up', () => {
  const [real, fake] = [tf.tensor1d([2, -1, 0.5]), tf.tensor1d([0.5, 3, -2])];
  const ones = tf.ones([3]);
  const expected = tf.add(hinge(ones, real), hinge(tf.neg(ones), fake));
  expect(hingeDiscriminator(real, fake)).toBeAllClose(expected);
});

test('has no slope for real examples at their edge either', () => {
  const slope = tf.grad((real) => hingeDiscriminator(real, tf.tensor1d([-3])))(tf.tensor1d([1]));
  expect(slope).toBeAllClose([0], { atol: 0 });
});
