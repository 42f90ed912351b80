import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { hausdorffReference } from '../../fixtures/hausdorffReference.ts';
import { weightedMean } from '../../fixtures/pixelsOf.ts';
import { hausdorffDistance } from './hausdorffDistance.ts';

testLoss(hausdorffDistance, {
  options: [{}, { alpha: 1 }, { alpha: 0.5, classWeights: [0, 1, 2, 0.5] }],
  inputsReference: (inputs, { alpha = 2, classWeights }, at) =>
    weightedMean(hausdorffReference(inputs, at, alpha), classWeights),
});

describe('hausdorffDistance', () => {
  test('is 0 for a prediction that is right', () => {
    const truth = tf.tensor3d([[[1], [1], [0], [0]]]);
    expect(hausdorffDistance(truth, truth)).toBeAllClose(0, { atol: 0 });
  });

  test('a wrong pixel costs the more the further it is from the outlines', () => {
    const labels = tf.tensor2d([[1, 0, 0, 0, 0, 0]], [1, 6], 'int32');
    const costOf = (place: number) => {
      const foreground = Array.from({ length: 6 }, (_, pixel) =>
        pixel === 0 ? 1 : pixel === place ? 0.4 : 0,
      );
      const probabilities = tf.tensor(
        foreground.flatMap((p) => [1 - p, p]),
        [1, 6, 2],
      );
      return hausdorffDistance(labels, probabilities, { classWeights: [0, 1] });
    };
    // Both outlines are that of the target: twice the square of the distance.
    expect(costOf(2)).toBeAllClose((0.16 * 2 * 4) / 6);
    expect(costOf(5)).toBeAllClose((0.16 * 2 * 25) / 6);
  });
});
