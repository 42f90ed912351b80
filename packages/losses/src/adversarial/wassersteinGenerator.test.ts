import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { wassersteinCritic } from './wassersteinCritic.ts';
import { wassersteinGenerator } from './wassersteinGenerator.ts';

testLoss(wassersteinGenerator, {
  options: [{}],
  inputsReference: ([[fake = 0] = []]) => 0 - fake,
  cases: [{ inputs: [0], value: 0, gradient: -1 }],
});

test('wants of generated examples the opposite of what the critic wants', () => {
  const [real, fake] = [tf.tensor1d([2, -1]), tf.tensor1d([0.5, 3])];
  const ofCritic = tf.grad((x) => wassersteinCritic(real, x))(fake);
  expect(tf.grad((x) => wassersteinGenerator(x))(fake)).toBeAllClose(tf.neg(ofCritic));
});
