import { describe, expect, test } from 'vitest';

import { fitPowerLaw, median, summarise } from './statistics.ts';

describe('summarise', () => {
  test('gives minimum, median and the middle half as a part of the median', () => {
    expect(summarise([5, 1, 3, 2, 4])).toEqual({ minimum: 1, median: 3, spread: 2 / 3, repetitions: 5 });
  });

  test('takes the middle of two values where their number is even', () => {
    expect(summarise([4, 1, 2, 3])).toMatchObject({ median: 2.5, spread: 0.6 });
  });

  test('of one value has no spread', () => {
    expect(summarise([7])).toEqual({ minimum: 7, median: 7, spread: 0, repetitions: 1 });
  });

  test('of times below what the clock shows has no spread', () => {
    expect(summarise([0, 0, 0])).toMatchObject({ median: 0, spread: 0 });
  });

  test('leaves its values as they are', () => {
    const values = [3, 1, 2];
    summarise(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test('refuses no values', () => {
    expect(() => summarise([])).toThrow('summarise: expected repetitions, got none.');
    expect(() => median([])).toThrow('median: expected values, got none.');
  });
});

describe('fitPowerLaw', () => {
  test('finds the exponent and the factor of a power', () => {
    const points = [1, 10, 1000].map((x) => ({ x, y: 2 * x ** 1.5 }));
    const { exponent, factor } = fitPowerLaw(points);
    expect(exponent).toBeCloseTo(1.5, 12);
    expect(factor).toBeCloseTo(2, 12);
  });

  test('lies between points that no power goes through', () => {
    // The logarithms are (0, 0), (1, 1), (2, 1): the slope by hand is 1 / 2.
    const points = [
      { x: 1, y: 1 },
      { x: Math.E, y: Math.E },
      { x: Math.E ** 2, y: Math.E },
    ];
    expect(fitPowerLaw(points).exponent).toBeCloseTo(0.5, 12);
  });

  test('refuses what has no logarithm, and points at one place', () => {
    expect(() => fitPowerLaw([{ x: 0, y: 1 }])).toThrow('expected x and y above 0');
    expect(() =>
      fitPowerLaw([
        { x: 2, y: 1 },
        { x: 2, y: 3 },
      ]),
    ).toThrow('expected two different x at least');
    expect(() => fitPowerLaw([])).toThrow('expected two different x at least');
  });
});
