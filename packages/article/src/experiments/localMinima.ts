import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { numbersOf, spaced } from '../probe.ts';

/** Twenty numbers around 0, and ten around 12. */
export function drawCluster(): number[] {
  const stream = randomStream(0, 'two clusters');
  return Array.from({ length: 30 }, (_, index) => stream.normal(index < 20 ? 0 : 12, 1));
}

/** The constants, on a grid, at which the mean loss of the sample is lower than at both neighbours. */
export function localMinima(loss: AnyLoss, sample: readonly number[]): number[] {
  const grid = spaced(-4, 16, 401);
  const heights = numbersOf(() => {
    const yPred = tf.tile(tf.tensor2d(grid, [grid.length, 1]), [1, sample.length]);
    const yTrue = tf.tile(tf.tensor2d([...sample], [1, sample.length]), [grid.length, 1]);
    return tf.mean(loss.evaluate([yTrue, yPred], { reduction: 'none' }), 1);
  });
  return grid.filter((_, index) => {
    const height = heights[index] ?? 0;
    return height < (heights[index - 1] ?? -1) && height < (heights[index + 1] ?? -1);
  });
}
