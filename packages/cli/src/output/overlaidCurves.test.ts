import { expect, test } from 'vitest';

import { overlaidCurves } from './overlaidCurves.ts';

const curve = (mark: string, values: readonly number[]) => ({
  mark,
  points: values.map((value, x) => ({ x, value })),
});

test('draws each curve in its letter, and a star where they meet', () => {
  const curves = [curve('A', [2, 1, 0, 1, 2]), curve('B', [0, 0, 0, 0, 0])];
  expect(overlaidCurves(curves, 7, 3)).toBe(['2┤A   A', '1┤ A A', '0┤BB*BB', '  0   4'].join('\n'));
});

test('has no holes where a curve is steep', () => {
  expect(overlaidCurves([curve('A', [0, 4, 4])], 5, 5)).toBe(
    ['4┤ AA', '3┤ A', '2┤ A', '1┤ A', '0┤A', '  0 2'].join('\n'),
  );
});

test('draws curves that are the same everywhere at the bottom', () => {
  expect(overlaidCurves([curve('A', [1, 1]), curve('B', [1, 1])], 4, 2)).toBe('1┤\n1┤**\n  01');
});

test('says so where a curve is not finite', () => {
  expect(overlaidCurves([curve('A', [1, Number.NaN])], 10, 3)).toBe('not finite along the axis');
});
