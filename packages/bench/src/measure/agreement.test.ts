import { describe, expect, test } from 'vitest';

import { agree, commonValues } from './agreement.ts';

describe('agree', () => {
  test('allows a thousandth of the larger value', () => {
    expect(agree([1], [1.0009])).toBe(true);
    expect(agree([1], [1.002])).toBe(false);
    expect(agree([-1000], [-1000.9])).toBe(true);
    expect(agree([1], [-1])).toBe(false);
  });

  test('asks it of every value', () => {
    expect(agree([1, 2], [1, 2])).toBe(true);
    expect(agree([1, 2], [1, 3])).toBe(false);
    expect(agree([1], [1, 2])).toBe(false);
  });

  test('takes what is next to nothing for 0', () => {
    expect(agree([0], [1e-10])).toBe(true);
    expect(agree([0], [1e-3])).toBe(false);
  });

  test('is never reached by what is not finite', () => {
    expect(agree([Number.NaN], [Number.NaN])).toBe(false);
    expect(agree([Number.POSITIVE_INFINITY], [1])).toBe(false);
  });
});

describe('commonValues', () => {
  test('are those that most agree with', () => {
    expect(commonValues([[2], [1], [1.0001], [3]])).toEqual([1]);
  });

  test('are the first where nobody agrees, and none where there are none', () => {
    expect(commonValues([[2], [1]])).toEqual([2]);
    expect(commonValues([])).toEqual([]);
  });
});
