import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { meanOverPixels, planesOf, signedDistances, weightedMean } from '../../fixtures/pixelsOf.ts';
import { boundary } from './boundary.ts';

testLoss(boundary, {
  options: [{}, { classWeights: [0, 1, 2, 0.5] }],
  inputsReference([labels = [], probabilities = []], { classWeights }, [given = []]) {
    const predicted = planesOf(probabilities);
    const ofClasses = planesOf(given).map((plane, id) => {
      const distances = signedDistances(plane);
      return meanOverPixels(predicted[id] ?? [], (p, row, column) => {
        const distance = distances[row]?.[column] ?? 0;
        return (distance < 0 ? distance + 1 : distance) * p;
      });
    });
    return labels.length === 0 ? Number.NaN : weightedMean(ofClasses, classWeights);
  },
});

describe('boundary', () => {
  test('takes the distances of the paper: exact, and less 1 inside', () => {
    const labels = tf.tensor2d(
      [
        [1, 1, 0, 0],
        [1, 1, 0, 0],
        [0, 0, 0, 0],
      ],
      [3, 4],
      'int32',
    );
    const slope = tf.grad((x) => boundary(labels, x, { classWeights: [0, 1] }))(tf.zeros([3, 4, 2]));
    const ofForeground = tf.mul(12, tf.slice(slope, [0, 0, 1], [3, 4, 1]));
    const [near, far] = [Math.SQRT2, Math.sqrt(5)];
    expect(ofForeground).toBeAllClose([-1, 0, 1, 2, 0, 0, 1, 2, 1, 1, near, far]);
  });

  test('is 0 for classes that are nowhere or everywhere', () => {
    const everywhere = tf.zeros([5, 6], 'int32');
    expect(boundary(everywhere, tf.fill([5, 6, 2], 0.5))).toBeAllClose(0, { atol: 0 });
  });

  test('takes pictures of any size', () => {
    const [height, width] = [70, 3];
    const labels = tf.tensor(
      Array.from({ length: height * width }, (_, place) => (place === 0 ? 1 : 0)),
      [height, width],
      'int32',
    );
    const slope = tf.grad((x) => boundary(labels, x))(tf.zeros([height, width, 2]));
    const last = tf.mul(height * width * 2, tf.slice(slope, [height - 1, width - 1, 1], [1, 1, 1]));
    expect(last).toBeAllClose(Math.hypot(height - 1, width - 1));
  });

  test('refuses rows that are no picture', () => {
    expect(() => boundary(tf.zeros([4], 'int32'), tf.zeros([4, 2]))).toThrow(
      'boundary: expected probabilities of shape [...,height,width,classes] with at least one pixel, got [4,2].',
    );
  });

  test('a pixel of an ignored class has no part in it but in the number of pixels', () => {
    const labels = tf.tensor2d([[1, 0, -100]], [1, 3], 'int32');
    const probabilities = tf.tensor([0.5, 0.5, 0.2, 0.8, 0.1, 0.9], [1, 3, 2]);
    const slope = tf.grad((x) => boundary(labels, x))(probabilities);
    expect(tf.slice(slope, [0, 2, 0], [1, 1, 2])).toBeAllClose([0, 0], { atol: 0 });
  });
});
