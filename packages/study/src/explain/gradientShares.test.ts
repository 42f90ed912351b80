import { expect, test } from 'vitest';

import { shareWithoutGradient, topShare } from './gradientShares.ts';

test.each([1, 7, 99, 100, 101, 1000])(
  'the top hundredth of %i equal gradients owns a hundredth',
  (examples) => {
    expect(topShare(new Float32Array(examples).fill(0.3))).toBeCloseTo(0.01, 9);
  },
);

test('the longest own what they are long', () => {
  const lengths = new Float64Array(200).fill(1);
  lengths[17] = 50;
  lengths[170] = 52;
  expect(topShare(lengths)).toBeCloseTo(102 / 300, 12);
  // Half an example is half of it.
  expect(topShare(Float64Array.from({ length: 50 }, (_, place) => (place === 3 ? 1 : 0)))).toBeCloseTo(
    0.5,
    12,
  );
  expect(topShare(new Float64Array(20))).toBeNull();
  expect(topShare(Float64Array.of(1, Number.NaN))).toBeNull();
});

test('without gradient is what has none beside the longest', () => {
  expect(shareWithoutGradient([0, 0, 1, 2])).toBe(0.5);
  expect(shareWithoutGradient([1e-7, 1e-5, 1, 1])).toBe(0.25);
  expect(shareWithoutGradient([0, 0])).toBe(1);
});
