import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { agreement } from '../../fixtures/agreement.ts';
import { randomTensor } from '../../fixtures/randomTensor.ts';

type Resize = typeof tf.image.resizeBilinear;

const size = fc.integer({ min: 1, max: 7 });
const cases = fc.record({
  shape: fc.tuple(fc.integer({ min: 1, max: 3 }), size, size, fc.integer({ min: 1, max: 5 })),
  to: fc.tuple(size, size),
  mode: fc.constantFrom([false, false], [true, false], [false, true]),
  seed: fc.nat(1000),
});

function pictures(shape: readonly number[], seed: number): tf.Tensor4D {
  const { values } = randomTensor(shape, seed);
  const [batch = 1, height = 1, width = 1, channels = 1] = shape;
  return tf.tensor4d(Float32Array.from(values), [batch, height, width, channels]);
}

const RESIZES: readonly (readonly [name: string, resize: Resize])[] = [
  ['bilinear', tf.image.resizeBilinear],
  ['nearest', tf.image.resizeNearestNeighbor],
];

test.each(RESIZES)('pictures of another size agree with tfjs, %s', (_, resize) => {
  fc.assert(
    fc.property(cases, ({ shape, to, mode: [alignCorners, halfPixelCenters], seed }) => {
      const images = pictures(shape, seed);
      const { difference } = agreement(
        {
          state: {},
          inputs: { images },
          run: (_state, { images: given }) => ({
            state: {},
            outputs: { resized: resize(given as tf.Tensor4D, to, alignCorners, halfPixelCenters) },
          }),
        },
        1,
      );
      expect(difference).toBeLessThan(3e-7);
    }),
    { seed: 1, numRuns: 40 },
  );
});

test.each(RESIZES)('and so do their gradients, %s', (_, resize) => {
  fc.assert(
    fc.property(cases, ({ shape, to, mode: [alignCorners], seed }) => {
      // tfjs's kernels for cpu are right for one square picture alone, and that of the nearest does not end for
      // one pixel.
      const [, width, , channels] = shape;
      const side = width + 1;
      const images = pictures([1, side, side, channels], seed);
      const dy = pictures([1, ...to, channels], seed + 1);
      const { difference } = agreement(
        {
          state: {},
          inputs: { images, dy },
          run: (_state, given) => {
            const slope = tf.grad((x) => resize(x as tf.Tensor4D, to, alignCorners));
            return {
              state: {},
              outputs: { slope: slope(given.images as tf.Tensor4D, given.dy as tf.Tensor4D) },
            };
          },
        },
        1,
      );
      expect(difference).toBeLessThan(3e-7);
    }),
    { seed: 1, numRuns: 40 },
  );
});
