import { randomStream } from '@losskit/random';
import { expect, test } from 'vitest';

import { fastRandom } from './fastRandom.ts';
import { meanOf } from './moments.ts';

const COUNT = 200_000;
const open = () => fastRandom(randomStream(1, 'test'));

function draw(next: () => number): Float64Array {
  return Float64Array.from({ length: COUNT }, next);
}

function momentsOf(values: Float64Array): number[] {
  const mean = meanOf(values);
  const central = (power: number) => meanOf(values.map((value) => (value - mean) ** power));
  return [mean, central(2), central(3) / central(2) ** 1.5, central(4) / central(2) ** 2];
}

test('the same seed gives the same numbers, another others', () => {
  const first = open();
  const again = open();
  const other = fastRandom(randomStream(2, 'test'));
  const numbers = Array.from({ length: 5 }, () => first.normal());
  expect(Array.from({ length: 5 }, () => again.normal())).toEqual(numbers);
  expect(other.normal()).not.toBe(numbers[0]);
});

test('uniform numbers fill (0, 1) evenly', () => {
  const { uniform } = open();
  const counts = new Array<number>(100).fill(0);
  for (let index = 0; index < COUNT; index++) {
    const cell = Math.floor(uniform() * 100);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  // χ² with 99 degrees of freedom is above 149 once in a thousand.
  const expected = COUNT / 100;
  expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(149);
});

// Tolerances are 5 standard errors of 200,000 draws.
test('normal numbers have the moments of the normal distribution', () => {
  const [mean = 1, variance = 0, skewness = 1, kurtosis = 0] = momentsOf(draw(open().normal));
  expect(Math.abs(mean)).toBeLessThan(0.0112);
  expect(Math.abs(variance - 1)).toBeLessThan(0.0158);
  expect(Math.abs(skewness)).toBeLessThan(0.0274);
  expect(Math.abs(kurtosis - 3)).toBeLessThan(0.0548);
});

test('neighbours are not correlated', () => {
  const values = draw(open().normal);
  for (const lag of [1, 2, 3])
    expect(Math.abs(meanOf(values.map((value, index) => value * (values[index + lag] ?? 0))))).toBeLessThan(
      0.0112,
    );
});

test.each([0, 1, 2, 3, 9, 1e6])('χ² with %d degrees of freedom has its mean and variance', (degrees) => {
  const random = open();
  const [mean = 0, variance = 0] = momentsOf(draw(() => random.chiSquare(degrees)));
  const error = Math.sqrt((2 * degrees) / COUNT);
  expect(Math.abs(mean - degrees)).toBeLessThanOrEqual(5 * error);
  // The fourth cumulant of χ² is 48 k.
  const errorOfVariance = Math.sqrt((48 * degrees + 2 * (2 * degrees) ** 2) / COUNT);
  expect(Math.abs(variance - 2 * degrees)).toBeLessThanOrEqual(5 * errorOfVariance);
});
