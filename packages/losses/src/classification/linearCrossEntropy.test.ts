import { logSumExp, sharedNumbers, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { linearCrossEntropy } from './linearCrossEntropy.ts';

const KERNEL = sharedNumbers(linearCrossEntropy.declaration);

interface Options {
  readonly bias?: readonly number[];
  readonly chunkSize?: number;
  readonly classWeights?: readonly number[];
  readonly labelSmoothing?: number;
}

testLoss<Options>(linearCrossEntropy, {
  options: [
    {},
    { chunkSize: 7, labelSmoothing: 0.1 },
    { chunkSize: 1000, classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 },
    { bias: [1, -2, 0, 0.5] },
  ],
  // The logits one by one, and how far each is below the softened maximum of all.
  rowReference(target, features, { bias = [0, 0, 0, 0] }) {
    const width = target.length;
    const logits = bias.map((b, c) =>
      features.reduce((sum, x, i) => sum + x * (KERNEL[i * width + c] ?? 0), b),
    );
    const softMaximum = logSumExp(logits);
    return target.reduce((sum, t, c) => sum + t * (softMaximum - (logits[c] ?? Number.NaN)), 0);
  },
});

const features = tf.randomNormal([2, 5, 3], 0, 1, 'float32', 7);
const kernel = tf.randomNormal([3, 4], 0, 1, 'float32', 8);
const bias = tf.tensor1d([0.5, -1, 0, 2]);
const ids = tf.tensor2d([0, 1, 2, 3, -100, 3, 2, -100, 0, 1], [2, 5], 'int32');
const distributions = tf.softmax(tf.randomNormal([2, 5, 4], 0, 1, 'float32', 9));

test.each([
  ['class ids', {}, ids],
  ['class ids', { labelSmoothing: 0.2, classWeights: [1, 0, 2, 3] }, ids],
  ['distributions', {}, distributions],
  [
    'distributions',
    { labelSmoothing: 0.2, classWeights: [1, 0, 2, 3], weights: [2, 0, 1, 1, 0.5] },
    distributions,
  ],
])('is the cross-entropy of the layer, in value and every gradient: %s with %j', (_, options, labels) => {
  for (const reduction of ['mean', 'sum'] as const) {
    for (const chunkSize of [1, 3, 4, 10, undefined]) {
      const ours = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
        linearCrossEntropy(labels, x, w, { ...options, bias: b, chunkSize, reduction });
      const plain = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => {
        const logits = tf.add(tf.matMul(tf.reshape(x, [10, 3]), w.as2D(3, 4)), b);
        return crossEntropy(labels, tf.reshape(logits, [2, 5, 4]), { ...options, reduction });
      };
      expect(ours(features, kernel, bias)).toBeAllClose(plain(features, kernel, bias));
      const [got, wanted] = [ours, plain].map((loss) => tf.grads(loss)([features, kernel, bias]));
      wanted?.forEach((gradient, index) => {
        expect(got?.[index]).toBeAllClose(gradient, { rtol: 1e-4 });
      });
    }
  }
});

test('never holds the logits of all rows, neither forwards nor backwards', async () => {
  const [rows, classes, width] = [1000, 500, 8];
  const labels = tf.zeros([rows], 'int32');
  const [x, w] = [tf.randomNormal([rows, width]), tf.randomNormal([width, classes])];
  const peakOf = async (loss: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor) => {
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() => tf.tidy(() => tf.grads(loss)([x, w])));
    return peakBytes - before;
  };
  const whole = await peakOf((a, b) =>
    crossEntropy(labels, tf.matMul(a.as2D(rows, width), b.as2D(width, classes))),
  );
  const inChunks = await peakOf((a, b) => linearCrossEntropy(labels, a, b, { chunkSize: 10 }));
  const allLogits = 4 * rows * classes;
  expect(whole).toBeGreaterThan(3 * allLogits);
  expect(inChunks).toBeLessThan(allLogits / 4);
  tf.dispose([labels, x, w]);
});

test('shapes that do not fit are refused', () => {
  const labels = tf.tensor1d([0, 1], 'int32');
  const loss =
    (x: number[], w: number[], options = {}) =>
    () =>
      linearCrossEntropy(labels, tf.zeros(x), tf.zeros(w), options);
  const where = 'linearCrossEntropy: expected';
  expect(loss([2, 3], [4, 5])).toThrow(`${where} features of shape [...,4] for a kernel [4,5], got [2,3].`);
  expect(loss([2, 3], [3])).toThrow(
    `${where} kernel of shape [features,classes] with at least one of each, got [3].`,
  );
  expect(loss([2, 3], [3, 0])).toThrow('got [3,0].');
  expect(loss([3, 3], [3, 4])).toThrow(
    `${where} labels of shape [3] (class ids) or [3,4] (distributions), got [2].`,
  );
  expect(loss([2, 3], [3, 4], { bias: [1, 2, 3] })).toThrow(
    `${where} bias and a row of classes of one shape, got [3] and [4].`,
  );
});

test('a class id that does not exist makes its row NaN alone, with class weights too', () => {
  const [features, kernel] = [tf.zeros([3, 2]), tf.zeros([2, 2])];
  const loss = linearCrossEntropy(tf.tensor1d([9, 1, -1], 'int32'), features, kernel, {
    classWeights: [1, 2],
    reduction: 'none',
  });
  expect(loss).toBeAllClose([Number.NaN, 2 * Math.log(2), Number.NaN], { equalNaN: true });
});
