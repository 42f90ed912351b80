import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { onWasm } from '../../fixtures/onWasm.ts';

describe('segment sums on wasm', () => {
  onWasm();

  test('every slice is added to its segment, and one outside the range is dropped', async () => {
    const ids = fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 1, maxLength: 12 });
    const size = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.property(ids, size, fc.constantFrom('float32', 'int32'), (segments, sliceSize, dtype) => {
        const values = Array.from(
          { length: segments.length * sliceSize },
          (_, index) => ((index * 7) % 11) - 5,
        );
        const expected = new Array<number>(5 * sliceSize).fill(0);
        segments.forEach((segment, index) => {
          for (let offset = 0; offset < sliceSize && segment >= 0 && segment < 5; offset++) {
            const to = segment * sliceSize + offset;
            expected[to] = (expected[to] ?? 0) + (values[index * sliceSize + offset] ?? 0);
          }
        });
        const buffers = tf.backend().numDataIds();
        tf.tidy(() => {
          const x = tf.tensor2d(values, [segments.length, sliceSize], dtype);
          const sums = tf.unsortedSegmentSum(x, tf.tensor1d(segments, 'int32'), 5);
          expect(sums.shape).toEqual([5, sliceSize]);
          expect(sums.dtype).toBe(dtype);
          expect(sums).toBeAllClose(expected);
        });
        expect(tf.backend().numDataIds()).toBe(buffers);
      }),
      { seed: 20261121, numRuns: 100 },
    );
  });

  test('numbers without inner axes are summed too', () => {
    const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 1, 0], 'int32'), 3);
    expect(sums).toBeAllClose([4, 3, 0]);
  });
});
