import fc from 'fast-check';
import { expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { evaluateMetrics, gammaDeviance, poissonDeviance } from '../index.ts';

test.each(scikitLearn.counts)('the values of scikit-learn: $name', ({ batch, values }) => {
  const numbers = {
    targets: Float64Array.from(batch.targets),
    rates: Float64Array.from(batch.rates),
    ...weightsOf(batch),
  };
  expectValues([poissonDeviance], numbers, values);
});

test.each(scikitLearn.amounts)('the values of scikit-learn for amounts: $name', ({ batch, values }) => {
  const numbers = {
    targets: Float64Array.from(batch.targets),
    rates: Float64Array.from(batch.rates),
    ...weightsOf(batch),
  };
  expectValues([gammaDeviance], numbers, values);
});

const rate = fc.integer({ min: 1, max: 1e6 }).map((value) => value / 1024);

testFolds(
  [poissonDeviance],
  fc.array(fc.record({ target: fc.nat(1000), rate }), { minLength: 1, maxLength: 40 }),
  (rows) => ({
    targets: Float64Array.from(rows, ({ target }) => target),
    rates: Float64Array.from(rows, (row) => row.rate),
  }),
);

test('a rate that differs from its count by one rounding never lowers the deviance below 0', () => {
  for (let target = 1; target < 100; target += 0.7) {
    const batch = { targets: Float64Array.of(target), rates: Float64Array.of(target * (1 + 2 ** -52)) };
    expect(evaluateMetrics([poissonDeviance], batch).poissonDeviance).toBeGreaterThanOrEqual(0);
  }
});

test('large counts that are met almost exactly keep their digits', () => {
  // (y − m)² / m less (y − m)³ / 3 m², and so on.
  const deviance = (target: number, rate: number) =>
    evaluateMetrics([poissonDeviance], { targets: Float64Array.of(target), rates: Float64Array.of(rate) })
      .poissonDeviance;
  expect(deviance(1e8 + 1, 1e8)).toBeCloseTo(1e-8 * (1 - 1e-8 / 3), 20);
  expect(deviance(1e12, 1e12 + 1000)).toBeCloseTo(1e-6 * (1 - 2e-9 / 3), 18);
  expect(deviance(0, 3)).toBe(6);
  // On either side of where the series ends.
  for (const rate of [0.9090908, 0.909091, 1.111111, 1.1111112]) {
    expect(deviance(1, rate)).toBeCloseTo(2 * (-Math.log(rate) - 1 + rate), 14);
  }
});

test.each([
  [Float32Array.of(1, -1), Float32Array.of(1, 1), 'expected targets[1] to be at least 0, got -1.'],
  [Float32Array.of(1, NaN), Float32Array.of(1, 1), 'expected targets[1] to be finite, got NaN.'],
  [Float32Array.of(1, 1), Float32Array.of(1, 0), 'expected rates[1] to be above 0, got 0.'],
  [Float32Array.of(1, 1), Float32Array.of(Infinity, 1), 'expected rates[0] to be finite, got Infinity.'],
  [Float32Array.of(1, 1), Float32Array.of(1), 'expected rates of shape [2], got [1].'],
])('bad batches are refused in one sentence %#', (targets, rates, message) => {
  const state = poissonDeviance.create();
  expect(() => state.update({ targets, rates })).toThrow(new RangeError(`poissonDeviance: ${message}`));
  expect(state.compute()).toBeNaN();
});

testFolds(
  [gammaDeviance],
  fc.array(fc.record({ target: fc.integer({ min: 1, max: 1000 }), rate }), { minLength: 1, maxLength: 40 }),
  (rows) => ({
    targets: Float64Array.from(rows, ({ target }) => target),
    rates: Float64Array.from(rows, (row) => row.rate),
  }),
);

test('a gamma deviance does not depend on the unit, and amounts are above 0', () => {
  const of = (targets: number[], rates: number[]) =>
    evaluateMetrics([gammaDeviance], { targets: Float64Array.from(targets), rates: Float64Array.from(rates) })
      .gammaDeviance;
  expect(of([1000, 3000], [2000, 2000])).toBe(of([1, 3], [2, 2]));
  expect(of([2], [2])).toBe(0);
  // d² − 2d³/3 for a relative deviation of d.
  const d = 2 ** -20;
  expect(of([1 + d], [1])).toBeCloseTo(d * d * (1 - (2 * d) / 3), 23);
  expect(() => of([1, 0], [1, 1])).toThrow('gammaDeviance: expected targets[1] to be above 0, got 0.');
});
