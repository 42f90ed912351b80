import { expect, test } from 'vitest';

import { robustDomain } from './robustDomain.ts';

test('one value far away does not stretch the range', () => {
  const [low, high] = robustDomain([1, 1.1, 1.2, 1.3, 1.4, 1e9], 1);
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1.4);
  expect(high).toBeLessThan(10);
});

test('values of one kind are all inside, with a margin', () => {
  const [low, high] = robustDomain([0.7, null, 0.9, 0.8, Number.NaN], 0.9);
  expect(low).toBeCloseTo(0.692, 10);
  expect(high).toBeCloseTo(0.908, 10);
});

test.each([[[]], [[3, 3, 3]], [[null]], [[0]]])('the range of %j has a width', (values) => {
  const [low, high] = robustDomain(values, 0);
  expect(high).toBeGreaterThan(low);
});

test('by the median, half of the values may be far away', () => {
  const values = [1, 1.1, 1.2, 1.3, 50, 60, 70];
  expect(robustDomain(values, 1)[1]).toBeGreaterThan(50);
  expect(robustDomain(values, 1, 4, 0.5)[1]).toBeLessThan(2);
});
