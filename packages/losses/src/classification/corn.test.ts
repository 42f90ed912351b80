import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { corn } from './corn.ts';

/** −log of the sigmoid. */
function costOfYes(z: number): number {
  return Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)));
}

testLoss(corn, {
  options: [{}],
  // The way to the class, step by step, and the step that it does not take. Slopes move the id, too.
  inputsReference([[label = 0] = [], logits = []]) {
    const id = Math.round(label);
    const last = logits[id];
    const steps = logits.slice(0, id).reduce((sum, z) => sum + costOfYes(z), 0);
    return last === undefined ? steps : steps + costOfYes(-last);
  },
});

test('is minus the log probability of the class: those of all classes add up to 1', () => {
  const logits = [0.3, -1.2, 2];
  const ids = tf.tensor1d([0, 1, 2, 3], 'int32');
  const losses = corn(ids, tf.tile(tf.tensor2d([logits]), [4, 1]), { reduction: 'none' });
  expect(tf.sum(tf.exp(tf.neg(losses)))).toBeAllClose(1);
});

test('thresholds above the class have no part in it', () => {
  const loss = (x: tf.Tensor) => corn(tf.tensor1d([0], 'int32'), x);
  const logits = tf.tensor2d([[0, 1e4, -1e4]]);
  expect(loss(logits)).toBeAllClose(Math.LN2);
  expect(tf.grad(loss)(logits)).toBeAllClose([0.5, 0, 0]);
});

test('an ignored row is left out', () => {
  const loss = corn(tf.tensor1d([2, 7], 'int32'), tf.zeros([2, 2]), { ignoreIndex: 7 });
  expect(loss).toBeAllClose(2 * Math.LN2);
});
