import { expect, test } from 'vitest';
import { classBalancedWeights } from '../factories.ts';

test('is one over the effective number of rows, and adds up to the number of classes', () => {
  for (const beta of [0.9, 0.999, 0.9999]) {
    const counts = [5000, 500, 50, 5, 1];
    // The effective number is a geometric series: 1 + beta + beta² + ….
    const effective = counts.map((count) => {
      let [sum, power] = [0, 1];
      for (let row = 0; row < count; row++, power *= beta) sum += power;
      return sum;
    });
    const weights = classBalancedWeights(counts, { beta });
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(5, 10);
    weights.forEach((weight, index) => {
      expect(weight * (effective[index] ?? 0)).toBeCloseTo((weights[0] ?? 0) * (effective[0] ?? 0), 8);
    });
  }
});

test('with beta 0 all classes count the same, next to 1 each by one over its count', () => {
  expect(classBalancedWeights([9, 1, 400], { beta: 0 })).toEqual([1, 1, 1]);
  const [many = 0, few = 0] = classBalancedWeights([30, 10], { beta: 1 - 1e-12 });
  expect(few / many).toBeCloseTo(3, 6);
  expect(classBalancedWeights([30, 10])).toEqual(classBalancedWeights([30, 10], { beta: 0.999 }));
});

test('a class without rows has weight 0, and all of them where there are no rows', () => {
  expect(classBalancedWeights([7, 0, 7])).toEqual([1, 0, 1]);
  expect(classBalancedWeights(Int32Array.of(0, 0))).toEqual([0, 0]);
});

test('refuses counts that are none, a beta of 1 and other options', () => {
  expect(() => classBalancedWeights([1, -1])).toThrow(
    'classBalancedWeights: expected finite counts >= 0, got -1.',
  );
  expect(() => classBalancedWeights([1, Number.NaN])).toThrow('got NaN.');
  expect(() => classBalancedWeights([1], { beta: 1 })).toThrow(
    'classBalancedWeights: expected 0 <= beta < 1, got 1.',
  );
  expect(() => classBalancedWeights([1], { beta: -0.1 })).toThrow('got -0.1.');
  // @ts-expect-error: no such option
  expect(() => classBalancedWeights([1], { bta: 0.9 })).toThrow("got 'bta' (did you mean 'beta'?).");
});
