import { describe, expect, test } from 'vitest';

import { type Margin, marginOf } from './marginOf.ts';

const INFINITE = Number.POSITIVE_INFINITY;

describe('marginOf', () => {
  test.each<[string, readonly [number, number] | undefined, number]>([
    ['accuracy', [0, 1], 0.01],
    ['R²', [-INFINITE, 1], 0.01],
    ['Brier score', [0, 2], 0.01],
    ['RMSE', [0, INFINITE], 0.08],
    ['log-likelihood', [-INFINITE, INFINITE], 0.08],
    ['log loss', [0, 87], 0.08],
    ['a measurement', undefined, 0.08],
  ])('of %s by default', (_, bounds, margin) => {
    expect(marginOf(undefined, -4, bounds)).toBeCloseTo(margin, 15);
  });

  test('as asked for', () => {
    expect(marginOf(0, 4, [0, 1])).toBe(0);
    expect(marginOf(0.3, 4, [0, 1])).toBe(0.3);
    expect(marginOf('5%', -4, [0, 1])).toBeCloseTo(0.2, 15);
    expect(marginOf('0.5%', 4, undefined)).toBeCloseTo(0.02, 15);
  });

  test.each<Margin>([-1, Number.NaN, INFINITE, '-2%', 'x%' as Margin, '%' as Margin, '2' as Margin])(
    'is not %s',
    (asked) => {
      expect(() => marginOf(asked, 1, undefined)).toThrow(
        /^compare: expected margin to be a finite number >= 0 or a percentage such as '2%', got .+\.$/,
      );
    },
  );
});
