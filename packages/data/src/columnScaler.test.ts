import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { columnScaler } from './index.ts';

const train = { values: Float32Array.of(1, 5, 3, 5, 5, 5), rowShape: [2] };

describe('columnScaler', () => {
  test('uses the mean and the standard deviation of the rows that it is made of alone', () => {
    const scaler = columnScaler(train);
    const deviation = Math.sqrt(8 / 3);
    expect(scaler.means).toEqual([3, 5]);
    expect(scaler.deviations[0]).toBeCloseTo(deviation, 12);
    expect(scaler.scale(train).values[0]).toBeCloseTo(-2 / deviation, 6);
    expect(scaler.scale({ values: Float32Array.of(7, 4), rowShape: [2] }).values[0]).toBeCloseTo(
      4 / deviation,
      6,
    );
    expect(train.values[0]).toBe(1);
  });

  test('a column that is constant is 0 there and finite elsewhere', () => {
    const scaler = columnScaler(train);
    expect([1, 3, 5].map((place) => scaler.scale(train).values[place])).toEqual([0, 0, 0]);
    expect(scaler.scale({ values: Float32Array.of(3, 6), rowShape: [2] }).values[1]).toBe(1);
  });

  test('a column of scalars is one column', () => {
    const scaler = columnScaler({ values: Float32Array.of(10, 20, 60), rowShape: [] });
    expect(scaler.means[0]).toBeCloseTo(30, 12);
    expect(scaler.deviations[0]).toBeCloseTo(Math.sqrt(1400 / 3), 12);
  });

  test.each([1e-200, 1e200, 1e308])('columns of the size of %d neither overflow nor vanish', (size) => {
    const rows = { values: Float64Array.of(0.1 * size, 0.2 * size, 0.3 * size), rowShape: [] };
    const scaler = columnScaler(rows);
    expect((scaler.deviations[0] ?? 0) / size).toBeCloseTo(0.1 * Math.sqrt(2 / 3), 12);
    expect([...scaler.scale(rows).values].map((value) => value.toFixed(4))).toEqual([
      '-1.2247',
      '0.0000',
      '1.2247',
    ]);
  });

  test('a large constant in float64 is constant, and its neighbours are not', () => {
    const constant = { values: new Float64Array(100).fill(1700000038912.1), rowShape: [] };
    expect(columnScaler(constant)).toMatchObject({ means: [1700000038912.1], deviations: [1] });
    const values = constant.values.map((value, row) => value + (row % 2 ? 0.001 : -0.001));
    const { deviations } = columnScaler({ values, rowShape: [] });
    expect(deviations[0]).toBeCloseTo(0.001, 3);
  });

  test('scaled rows come back in original units', async () => {
    await fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 30 }),
        (values) => {
          const rows = { values: Float32Array.from(values), rowShape: [] };
          const scaler = columnScaler(rows);
          const back = scaler.unscale(scaler.scale(rows)).values;
          const largest = Math.max(...values.map(Math.abs), 1);
          back.forEach((value, row) => {
            expect(Math.abs(value - (rows.values[row] ?? 0))).toBeLessThan(1e-5 * largest);
          });
        },
      ),
      { seed: 3 },
    );
  });
});
