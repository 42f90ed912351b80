import { describe, expect, test } from 'vitest';

import { type LinearTaskOptions, linearTask, type RegressionPart } from './index.ts';

/** Ordinary least squares with one feature, in closed form. */
function fitLine(part: RegressionPart) {
  const xs = part.inputs.values;
  const ys = part.targets.values;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / part.rows;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / part.rows;
  const covariance = xs.reduce((sum, x, row) => sum + (x - meanX) * ((ys[row] ?? Number.NaN) - meanY), 0);
  const slope = covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return { slope, intercept: meanY - slope * meanX };
}

function rootMeanSquaredError(part: RegressionPart, line: { slope: number; intercept: number }) {
  const squares = part.targets.values.map(
    (y, row) => (y - line.intercept - line.slope * (part.inputs.values[row] ?? Number.NaN)) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / part.rows);
}

describe('linearTask', () => {
  test('least squares finds the true line in the clean test part', () => {
    const task = linearTask();
    const line = fitLine(task.split(3).test);
    expect(task.truth).toEqual({ intercept: 4, coefficients: [2.5] });
    // Standard errors with 1,000 rows and noise 1: 0.063 and 0.011; the bounds are four of them.
    expect(Math.abs(line.intercept - 4)).toBeLessThan(0.25);
    expect(Math.abs(line.slope - 2.5)).toBeLessThan(0.044);
  });

  test('least squares is exact without noise and outliers, for any line', () => {
    const { train } = linearTask({ noise: 0, outlierShare: 0, intercept: -7, slope: 0.25 }).split(1);
    expect(fitLine(train).intercept).toBeCloseTo(-7, 4);
    expect(fitLine(train).slope).toBeCloseTo(0.25, 5);
  });

  test('outliers at least double the error of least squares on the clean test part', () => {
    for (const seed of [0, 1, 2]) {
      const { train, test } = linearTask().split(seed);
      expect(rootMeanSquaredError(test, { slope: 2.5, intercept: 4 })).toBeCloseTo(1, 0);
      expect(rootMeanSquaredError(test, fitLine(train))).toBeGreaterThan(2);
    }
  });

  test('train and validation hold the share of outliers, the test part none', () => {
    const { train, validation, test } = linearTask({ outlierShare: 0.25 }).split(5);
    const count = (part: RegressionPart) => part.outliers.filter(Boolean).length;
    expect([train.rows, validation.rows, test.rows]).toEqual([160, 80, 1000]);
    expect([train, validation, test].map(count)).toEqual([40, 20, 0]);
  });

  test('only outlier rows change with the share, and they lie above by 2 to 6 times 1 + x', () => {
    const clean = linearTask({ outlierShare: 0 }).split(5).train;
    const dirty = linearTask({ outlierShare: 0.3 }).split(5).train;
    expect(dirty.inputs).toEqual(clean.inputs);
    for (let row = 0; row < clean.rows; row++) {
      const lift = (dirty.targets.values[row] ?? 0) - (clean.targets.values[row] ?? 0);
      const x = clean.inputs.values[row] ?? 0;
      if (!dirty.outliers[row]) expect(lift).toBe(0);
      else expect(lift / (1 + x)).toSatisfy((times: number) => times > 1.99 && times < 6.01);
    }
  });

  test('a seed repeats, and seeds and parts differ', () => {
    const task = linearTask();
    expect(task.split(1)).toEqual(task.split(1));
    const first = (part: RegressionPart) => part.targets.values[0];
    const { train, validation, test } = task.split(1);
    expect(new Set([first(train), first(validation), first(test), first(task.split(2).train)]).size).toBe(4);
  });

  test.each<[LinearTaskOptions, string]>([
    [{ rows: 9 }, 'linearTask: expected rows to be an integer of at least 10, got 9.'],
    [{ rows: 20.5 }, 'linearTask: expected rows to be an integer of at least 10, got 20.5.'],
    [{ noise: -1 }, 'linearTask: expected noise to be a finite number of at least 0, got -1.'],
    [{ noise: Number.NaN }, 'linearTask: expected noise to be a finite number of at least 0, got NaN.'],
    [{ outlierShare: 1 }, 'linearTask: expected outlierShare to be at least 0 and less than 1, got 1.'],
    [
      { intercept: Number.POSITIVE_INFINITY },
      'linearTask: expected intercept to be a finite number, got Infinity.',
    ],
    [{ slope: Number.NaN }, 'linearTask: expected slope to be a finite number, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => linearTask(options)).toThrow(new RangeError(message));
  });
});
