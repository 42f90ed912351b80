import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { categoricalFocal } from './categoricalFocal.ts';
import { crossEntropy } from './crossEntropy.ts';

testLoss(categoricalFocal, {
  options: [
    {},
    { gamma: 0 },
    { gamma: 0.5 },
    { gamma: 5, alpha: 0.25 },
    { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 },
  ],
  // A power of the other classes' probabilities, added up.
  rowReference(target, logits, { gamma = 2, alpha = 1 }) {
    const softMaximum = logSumExp(logits);
    const probabilities = logits.map((logit) => Math.exp(logit - softMaximum));
    return logits.reduce((sum, logit, c) => {
      const others = probabilities.reduce((total, p, other) => (other === c ? total : total + p), 0);
      return sum + alpha * (target[c] ?? Number.NaN) * others ** gamma * (softMaximum - logit);
    }, 0);
  },
});

test('without focus it is cross-entropy', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [1, 2, 3],
    [0, -1e4, 40],
  ]);
  const [focal, plain] = [categoricalFocal, crossEntropy].map(
    (loss) => (x: tf.Tensor) => loss.evaluate([labels, x], loss === categoricalFocal ? { gamma: 0 } : {}),
  );
  if (!focal || !plain) throw new Error('expected two losses');
  expect(focal(logits)).toBeAllClose(plain(logits));
  expect(tf.grad(focal)(logits)).toBeAllClose(tf.grad(plain)(logits));
});

test('a class without probability costs nothing where it is not the target', () => {
  const logits = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => categoricalFocal(tf.tensor1d([0], 'int32'), x, { gamma: 0.5 });
  expect(loss(logits)).toBeAllClose(Math.LN2 * Math.SQRT1_2);
  expect(tf.all(tf.isFinite(tf.grad(loss)(logits)))).toBeAllClose(1);
});
