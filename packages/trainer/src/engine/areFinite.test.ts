import { describe, expect, test } from 'vitest';

import { areFinite } from './areFinite.ts';

describe('areFinite', () => {
  test('takes all that is finite, from subnormal numbers to the largest', () => {
    expect(areFinite(Float32Array.of(0, -0, 1, -1, 2 ** -149, -(2 ** -126), 3.4e38, -3.4e38))).toBe(true);
    expect(areFinite(new Float32Array())).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'finds %d wherever it is',
    (bad) => {
      for (let place = 0; place < 7; place++) {
        const numbers = new Float32Array(7).fill(-1e30);
        numbers[place] = bad;
        expect(areFinite(numbers)).toBe(false);
      }
    },
  );

  test('looks at its numbers alone', () => {
    const numbers = Float32Array.of(Number.NaN, 1, 2, Number.POSITIVE_INFINITY);
    expect(areFinite(numbers.subarray(1, 3))).toBe(true);
  });

  test('finds a NaN of any sign and payload', () => {
    const bits = Uint32Array.of(0x7fc00000, 0x7f800001, 0xffffffff, 0xff800001);
    for (let place = 0; place < bits.length; place++) {
      expect(areFinite(new Float32Array(bits.buffer, 4 * place, 1))).toBe(false);
    }
  });
});
