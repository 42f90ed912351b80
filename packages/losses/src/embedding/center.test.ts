import { sharedNumbers, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { center } from './center.ts';

const CENTRES = sharedNumbers(center.declaration);

testLoss(center, {
  options: [{}],
  rowReference: (target, embedding) =>
    target.reduce((sum, t, c) => {
      const square = embedding.reduce(
        (all, x, i) => all + (x - (CENTRES[i * target.length + c] ?? 0)) ** 2,
        0,
      );
      return sum + (t * square) / 2;
    }, 0),
});

test('a centre is drawn to the rows of its class alone', () => {
  const embeddings = tf.tensor2d([
    [1, 0],
    [3, 4],
    [7, 7],
  ]);
  const labels = tf.tensor1d([0, 0, 1], 'int32');
  const loss = (centres: tf.Tensor) => center(labels, embeddings, centres, { reduction: 'sum' });
  const slopes = tf.grad(loss)(
    tf.tensor2d([
      [2, 7, 5],
      [2, 7, 5],
    ]),
  );
  expect(slopes).toBeAllClose([0, 0, 0, 0, 0, 0], { atol: 0 });
});
