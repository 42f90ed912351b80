import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { idealGain } from '../../fixtures/idealGain.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { approxNdcg } from './approxNdcg.ts';

testLoss(approxNdcg, {
  options: [{}, { temperature: 1 }, { temperature: 5 }],
  // The logistic function as a hyperbolic tangent, and gains that are not scaled.
  inputsReference([, logits = []], { temperature = 0.1 }, [yTrue = []]) {
    const best = idealGain(yTrue);
    if (best === 0) return 0;
    return logits.reduce((sum, own, i) => {
      const rank = logits.reduce(
        (total, other, j) => total + (i === j ? 1 : 0.5 + 0.5 * Math.tanh((other - own) / (2 * temperature))),
        0,
      );
      return sum - (2 ** (yTrue[i] ?? 0) - 1) / Math.log2(1 + rank) / best;
    }, 0);
  },
});

testListLoss(approxNdcg);

const far = tf.tensor2d([[100, -100, 0]]);

test('scores far apart give minus NDCG itself', () => {
  expect(approxNdcg(tf.tensor2d([[3, 0, 1]]), far)).toBeAllClose(-1);
  const gain = 7 / Math.log2(4) + 1 / Math.log2(3);
  expect(approxNdcg(tf.tensor2d([[0, 3, 1]]), far)).toBeAllClose(-gain / (7 + 1 / Math.log2(3)));
  expect(approxNdcg(tf.tensor2d([[2, 2, 2]]), far)).toBeAllClose(-1);
});

test('a list without any relevance has loss 0 and no slope', () => {
  const none = tf.zeros([1, 3]);
  expect(approxNdcg(none, far)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad((x) => approxNdcg(none, x))(tf.zeros([1, 3]))).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('items with equal scores share their ranks', () => {
  expect(approxNdcg(tf.tensor2d([[1, 0]]), tf.tensor2d([[4, 4]]))).toBeAllClose(-1 / Math.log2(2.5));
});

test('relevances beyond what 2^y can hold in float32 are taken', () => {
  expect(approxNdcg(tf.tensor2d([[200, 0, 1]]), far)).toBeAllClose(-1);
});
