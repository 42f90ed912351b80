import fc from 'fast-check';
import { expect, test } from 'vitest';

import { expectSame } from '../../fixtures/expectSame.ts';
import { scikitLearn } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { evaluateMetrics, poissonDeviance } from '../index.ts';

test.each(scikitLearn.counts)('the values of scikit-learn: $name', ({ batch, values }) => {
  const numbers = { targets: Float64Array.from(batch.targets), rates: Float64Array.from(batch.rates) };
  expectSame(evaluateMetrics([poissonDeviance], numbers), values);
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
