import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { labelRelaxation } from './labelRelaxation.ts';

testLoss(labelRelaxation, {
  options: [{}, { alpha: 0 }, { alpha: 0.6 }, { alpha: 0.25, classWeights: [1, 0.5, 3, 0] }],
  // The KL divergence of the relaxed target, class by class: the others share as the prediction has them.
  rowReference(target, logits, { alpha = 0.1 }) {
    return target.reduce((sum, t, c) => {
      const others = logSumExp(logits.filter((_, j) => j !== c));
      const all = logSumExp(logits);
      const logOfTrue = (logits[c] ?? Number.NaN) - all;
      if (Math.exp(logOfTrue) >= 1 - alpha) return sum;
      const relaxed = logits.map((z, j) => (j === c ? 1 - alpha : alpha * Math.exp(z - others)));
      const divergence = relaxed.reduce(
        (total, q, j) =>
          q === 0
            ? total
            : total + q * (j === c ? Math.log(q) - logOfTrue : Math.log(alpha) - (others - all)),
        0,
      );
      return sum + t * divergence;
    }, 0);
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('without relaxation it is cross-entropy', () => {
  expect(labelRelaxation(labels, logits, { alpha: 0 })).toBeAllClose(crossEntropy(labels, logits));
});

test('a row with enough for the true class costs exactly nothing, with gradient 0', () => {
  const sure = tf.tensor2d([[5, 0, 0]]);
  const loss = (x: tf.Tensor) => labelRelaxation(tf.tensor1d([0], 'int32'), x);
  expect(loss(sure)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(loss)(sure)).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('its gradient is p less the relaxed target', () => {
  const loss = (x: tf.Tensor) => labelRelaxation(tf.tensor1d([0], 'int32'), x);
  // p = (1/4, 1/2, 1/4), of which the others share 0.1 as 2 to 1.
  const row = tf.log(tf.tensor2d([[1, 2, 1]]));
  expect(tf.grad(loss)(row)).toBeAllClose([0.25 - 0.9, 0.5 - 0.1 / 1.5, 0.25 - 0.1 / 3]);
});
