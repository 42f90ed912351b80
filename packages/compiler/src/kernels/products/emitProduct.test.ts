import { expect, test } from 'vitest';

import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel } from '../../../fixtures/runKernel.ts';
import type { PlanKernel } from '../Kernel.ts';
import { emitProduct } from './emitProduct.ts';

test.each([4, 7, 9, 16])('adds a product of %i columns to what is there', (columns) => {
  const [rows, depth] = [5, 6];
  const times =
    (count: number): PlanKernel =>
    () => ({
      scratchBytes: 0,
      emit(f, { inputs: [a = 0, b = 0], outputs: [c = 0] }, options) {
        const product = {
          rows: [{ count: rows, bytes: [4 * depth, 4 * columns] }],
          columns,
          sum: [{ count: depth, bytes: [4] }],
          a: { base: a },
          b: { base: b, rowBytes: 4 * columns },
          c: { base: c },
        };
        for (let time = 0; time < count; time++) {
          emitProduct(f, { ...product, accumulate: time > 0 }, options);
        }
      },
    });
  const factors = [randomTensor([rows, depth], 1), randomTensor([depth, columns], 2)];
  const output = { shape: [rows, columns], dtype: 'float32' } as const;
  const [[once = []], [twice = []]] = [
    runKernel(times(1), factors, [output]),
    runKernel(times(2), factors, [output]),
  ];
  expect(twice).toEqual(once.map((value) => 2 * value));
});

test('follows rows and sums along several axes, as those of a window over a picture', () => {
  // Windows of 2×2 pixels of 3 channels over 4×5 pixels, with 6 numbers each.
  const [height, width, channels, columns] = [4, 5, 3, 6];
  const picture = randomTensor([height, width, channels], 1);
  const filter = randomTensor([2 * 2 * channels, columns], 2);
  const windows: PlanKernel = () => ({
    scratchBytes: 0,
    emit(f, { inputs: [a = 0, b = 0], outputs: [c = 0] }, options) {
      const [pixel, row] = [4 * channels, 4 * channels * width];
      emitProduct(
        f,
        {
          rows: [
            { count: height - 1, bytes: [row, 4 * columns * (width - 1)] },
            { count: width - 1, bytes: [pixel, 4 * columns] },
          ],
          columns,
          sum: [
            { count: 2, bytes: [row] },
            { count: 2, bytes: [pixel] },
            { count: channels, bytes: [4] },
          ],
          a: { base: a },
          b: { base: b, rowBytes: 4 * columns },
          c: { base: c },
        },
        options,
      );
    },
  });
  const shape = [height - 1, width - 1, columns];
  const [got = []] = runKernel(windows, [picture, filter], [{ shape, dtype: 'float32' }]);
  const expected = got.map((_, place) => {
    const column = place % columns;
    const window = Math.floor(place / columns);
    const [y, x] = [Math.floor(window / (width - 1)), window % (width - 1)];
    let sum = 0;
    for (let k = 0; k < 4 * channels; k++) {
      const tap = Math.floor(k / channels);
      const pixel = (y + Math.floor(tap / 2)) * width + x + (tap % 2);
      const product =
        (picture.values[pixel * channels + (k % channels)] ?? 0) * (filter.values[k * columns + column] ?? 0);
      sum = Math.fround(sum + Math.fround(product));
    }
    return sum;
  });
  expect(got).toEqual(expected);
});
