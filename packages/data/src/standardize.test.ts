import { describe, expect, test } from 'vitest';

import { linearTask, type RegressionPart, standardize } from './index.ts';

function part(inputs: number[][], targets: number[]): RegressionPart {
  return {
    rows: targets.length,
    inputs: { values: Float32Array.from(inputs.flat()), rowShape: [inputs[0]?.length ?? 0] },
    targets: { values: Float32Array.from(targets), rowShape: [] },
    outliers: targets.map(() => false),
  };
}

const split = {
  train: part(
    [
      [1, 5],
      [3, 5],
      [5, 5],
    ],
    [10, 20, 60],
  ),
  validation: part([[3, 6]], [30]),
  test: part([[7, 4]], [0]),
};

describe('standardize', () => {
  test('uses the mean and the standard deviation of the training part alone', () => {
    const { split: scaled, scaler } = standardize(split);
    const deviation = Math.sqrt(8 / 3);
    expect(scaler.featureMeans).toEqual([3, 5]);
    expect(scaler.featureDeviations[0]).toBeCloseTo(deviation, 12);
    expect(scaler.targetMean).toBeCloseTo(30, 12);
    expect(scaler.targetDeviation).toBeCloseTo(Math.sqrt(1400 / 3), 12);
    expect(scaled.train.inputs.values[0]).toBeCloseTo(-2 / deviation, 6);
    expect(scaled.test.inputs.values[0]).toBeCloseTo(4 / deviation, 6);
    expect(scaled.validation.targets.values[0]).toBeCloseTo(0, 6);
    expect(split.train.inputs.values[0]).toBe(1);
  });

  test('a column that is constant in training is 0 there and finite elsewhere', () => {
    const { split: scaled } = standardize(split);
    expect([1, 3, 5].map((place) => scaled.train.inputs.values[place])).toEqual([0, 0, 0]);
    expect(scaled.validation.inputs.values[1]).toBe(1);
  });

  test('predictions come back in original units', () => {
    const { train } = linearTask().split(1);
    const { split: scaled, scaler } = standardize(linearTask().split(1));
    scaler.unscaleTargets(scaled.train.targets.values).forEach((value, row) => {
      expect(value).toBeCloseTo(train.targets.values[row] ?? Number.NaN, 4);
    });
  });

  test('a plane predicts the same in both units', () => {
    const { split: scaled, scaler } = standardize(split);
    const plane = { intercept: 0.3, coefficients: [-1.2, 0.7] };
    const original = scaler.unscalePlane(plane);
    const [a, b] = scaled.test.inputs.values;
    const there = scaler.unscaleTargets(Float32Array.of(0.3 - 1.2 * (a ?? 0) + 0.7 * (b ?? 0)));
    const here =
      original.intercept + 7 * (original.coefficients[0] ?? 0) + 4 * (original.coefficients[1] ?? 0);
    expect(here).toBeCloseTo(there[0] ?? Number.NaN, 4);
  });
});
