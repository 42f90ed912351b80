import { describe, expect, test } from 'vitest';

import { slopeDisagreement, valueDisagreement } from './disagreement.ts';
import { resolvedSlope } from './resolvedSlope.ts';

const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;
const ordinary = { smallest: 1, largest: 1 };

describe('slopes', () => {
  test.each<[string, (x: number) => number, number, number]>([
    ['a parabola', (x) => x ** 2, 3, 6],
    ['a parabola far out', (x) => x ** 2, 1e20, 2e20],
    ['an exponential', Math.exp, -2, Math.exp(-2)],
    ['a root', Math.sqrt, 1e-20, 5e9],
  ])('of %s', (_name, f, x, slope) => {
    const {
      low = nan,
      high = nan,
      error = nan,
    } = resolvedSlope(f, x, {
      smallest: Math.min(1, Math.abs(x)),
      largest: Math.max(1, Math.abs(x)),
    }) ?? {};
    expect([low, high]).toBeAllClose([slope, slope], { rtol: 1e-3 });
    expect(Math.abs(low - slope)).toBeLessThanOrEqual(error);
  });

  test('at a kink are those of both sides', () => {
    const { low, high } = resolvedSlope((x) => Math.max(2 * x, -x), 0, ordinary) ?? {};
    expect(low).toBeCloseTo(-1, 9);
    expect(high).toBeCloseTo(2, 9);
  });

  test('at the edge of a domain there is none', () => {
    expect(resolvedSlope(Math.log, 0, ordinary)).toBeUndefined();
  });
});

describe('a value', () => {
  const half = ([x = nan]: readonly number[]) => x ** 2 / 2;

  test.each([
    [0.5, 1],
    [Math.fround(0.5 * 0.1 ** 2), 0.1],
    [0, 0],
    [infinity, 1e20],
    [5e-41, 1e-20],
  ])('of %f agrees at %f', (got, x) => {
    expect(valueDisagreement(got, half, [x], 0)).toBeUndefined();
  });

  test.each([
    [0.50001, 1],
    [nan, 1],
    [infinity, 1e10],
    [-0.5, 1],
    [4.9e-9, 1e-4],
  ])('of %f disagrees at %f', (got, x) => {
    expect(valueDisagreement(got, half, [x], 0)).toContain(`got ${got}`);
  });

  test('may be off by what rounding its inputs does', () => {
    const difference = ([x = nan, y = nan]: readonly number[]) => x - y;
    expect(valueDisagreement(1.01, difference, [1e6 + 1, 1e6], 0)).toBeUndefined();
    expect(valueDisagreement(1.01, difference, [2, 1], 0)).toContain('expected 1 within');
  });

  test('of a sum may be off by what rounding its terms does', () => {
    expect(valueDisagreement(1e-6, () => 0, [1], 1)).toBeUndefined();
    expect(valueDisagreement(1e-6, () => 0, [1], 0)).toContain('expected 0');
    expect(valueDisagreement(1e-5, () => 0, [1], 1)).toContain('expected 0');
  });
});

describe('a derivative', () => {
  const size = ([x = nan]: readonly number[]) => Math.abs(x);

  test('at a kink lies between the slopes of both sides', () => {
    for (const got of [-1, 0, 1]) expect(slopeDisagreement(got, size, [0], 0, 1, 0)).toBeUndefined();
    for (const got of [-1.01, 1.01, nan])
      expect(slopeDisagreement(got, size, [0], 0, 1, 0)).toContain('from');
  });

  test('is the slope elsewhere', () => {
    expect(slopeDisagreement(1, size, [0.1], 0, 1, 0)).toBeUndefined();
    for (const got of [-1, 0, 0.9999, 1.0001, infinity]) {
      expect(slopeDisagreement(got, size, [0.1], 0, 1, 0)).toContain('expected');
    }
  });
});
