import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { asymmetricSingleLabel } from './asymmetricSingleLabel.ts';
import { categoricalFocal } from './categoricalFocal.ts';
import { crossEntropy } from './crossEntropy.ts';

testLoss(asymmetricSingleLabel, {
  options: [
    {},
    { gammaPositive: 0, gammaNegative: 0 },
    { gammaPositive: 0.5, gammaNegative: 2, smoothing: 0.5 },
    { smoothing: 0 },
    { smoothing: 1, classWeights: [1, 0.5, 3, 0] },
  ],
  // The loss of every class as the true one, from probabilities that are added up.
  rowReference(target, logits, { gammaPositive = 1, gammaNegative = 4, smoothing = 0.1 }) {
    const softMaximum = logSumExp(logits);
    const p = logits.map((z) => Math.exp(z - softMaximum));
    return target.reduce((sum, t, y) => {
      const ofClass = logits.map((z, c) => {
        const smoothed = (c === y ? 1 - smoothing : 0) + smoothing / logits.length;
        const others = p.reduce((total, q, j) => (j === y ? total : total + q), 0);
        const focus = c === y ? others ** gammaPositive : (p[c] ?? Number.NaN) ** gammaNegative;
        return smoothed * focus * (softMaximum - z);
      });
      return sum + t * ofClass.reduce((total, cost) => total + cost, 0);
    }, 0);
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('without smoothing it is the categorical focal loss, without powers cross-entropy', () => {
  const focal = categoricalFocal(labels, logits, { gamma: 3 });
  expect(asymmetricSingleLabel(labels, logits, { gammaPositive: 3, smoothing: 0 })).toBeAllClose(focal);
  const smoothed = crossEntropy(labels, logits, { labelSmoothing: 0.3 });
  const options = { gammaPositive: 0, gammaNegative: 0, smoothing: 0.3 };
  expect(asymmetricSingleLabel(labels, logits, options)).toBeAllClose(smoothed);
});

test('a class without probability costs nothing where it is not the target', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => asymmetricSingleLabel(tf.tensor1d([0], 'int32'), x);
  const [s, share] = [0.9 + 0.1 / 3, 0.1 / 3];
  expect(loss(impossible)).toBeAllClose(Math.LN2 * (s / 2 + share / 16));
  expect(tf.all(tf.isFinite(tf.grad(loss)(impossible)))).toBeAllClose(1);
});
