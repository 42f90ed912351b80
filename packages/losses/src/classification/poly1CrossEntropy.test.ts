import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { poly1CrossEntropy } from './poly1CrossEntropy.ts';

testLoss(poly1CrossEntropy, {
  options: [{}, { epsilon: 0 }, { epsilon: -1 }, { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 }],
  // The share of the other classes' exponentials, each relative to the true one's.
  rowReference(target, logits, { epsilon = 2 }) {
    return target.reduce((sum, t, c) => {
      if (t === 0) return sum;
      const gaps = logits.filter((_, other) => other !== c).map((logit) => logit - (logits[c] ?? Number.NaN));
      const widest = Math.max(0, ...gaps);
      const others = gaps.reduce((total, gap) => total + Math.exp(gap - widest), 0);
      const own = Math.exp(-widest);
      const negativeLogLikelihood = widest > 0 ? widest + Math.log(own + others) : Math.log1p(others);
      return sum + t * (negativeLogLikelihood + (epsilon * others) / (own + others));
    }, 0);
  },
});

test('without more weight it is cross-entropy, also beside a class without probability', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [1, Number.NEGATIVE_INFINITY, 3],
    [0, -1e4, 40],
  ]);
  const poly = (x: tf.Tensor) => poly1CrossEntropy(labels, x, { epsilon: 0 });
  const plain = (x: tf.Tensor) => crossEntropy(labels, x);
  expect(poly(logits)).toBeAllClose(plain(logits));
  expect(tf.grad(poly)(logits)).toBeAllClose(tf.grad(plain)(logits));
});

test('is the polynomial of its name', () => {
  const p = 0.7;
  const terms = Array.from(
    { length: 60 },
    (_, j) => (1 - p) ** (j + 1) / (j + 1) + (j === 0 ? 1.5 * (1 - p) : 0),
  );
  const loss = poly1CrossEntropy(tf.tensor1d([0], 'int32'), tf.log(tf.tensor2d([[p, 1 - p]])), {
    epsilon: 1.5,
  });
  expect(loss).toBeAllClose(terms.reduce((sum, term) => sum + term, 0));
});
