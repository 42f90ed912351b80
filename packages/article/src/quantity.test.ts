import { randomStream } from '@losskit/random';
import { describe, expect, test } from 'vitest';

import {
  exact,
  exceeds,
  isDifferent,
  isMore,
  minus,
  ofEstimate,
  type Quantity,
  ratioOfMeans,
} from './quantity.ts';

const between = (low: number, high: number): Quantity => ({ value: low, low, high, error: 'chance' });
const MARGIN = exact(0.1);
const UNKNOWN = exact(Number.NaN);

describe('exceeds', () => {
  test.each([
    [between(2, 3), between(0, 1), true],
    [between(0, 1), between(2, 3), false],
    [between(0, 2), between(1, 3), undefined],
    [exact(1), exact(1), false],
    [UNKNOWN, exact(1), undefined],
  ])('%o against %o: %s', (one, other, answer) => {
    expect(exceeds(one, other)).toBe(answer);
  });
});

describe('a difference and the margin of what matters', () => {
  test.each([
    ['beyond chance and beyond the margin', between(0.2, 0.4), true, true],
    ['beyond chance, perhaps within the margin', between(0.05, 0.2), true, true],
    ['beyond chance and within the margin', between(0.01, 0.09), false, false],
    ['none that matters', between(-0.05, 0.05), false, false],
    ['open', between(-0.05, 0.2), undefined, undefined],
    ['not more, perhaps less', between(-0.3, 0.05), false, undefined],
    ['less', between(-0.3, -0.05), false, true],
    ['unknown', UNKNOWN, undefined, undefined],
  ])('%s', (_, difference, more, different) => {
    expect([isMore(difference, MARGIN), isDifferent(difference, MARGIN)]).toEqual([more, different]);
    expect(isDifferent(minus(exact(0), difference), MARGIN)).toBe(different);
  });
});

describe('ratioOfMeans', () => {
  test('knows a ratio exactly that is the same in each repetition', () => {
    const [value, low, high] = Object.values(ratioOfMeans([2, 6, 20], [1, 3, 10]));
    expect([value, low, high]).toBeAllClose([2, 2, 2], { rtol: 1e-12 });
  });

  test('stays above 0 where the numerators are mostly 0', () => {
    expect(ratioOfMeans([0, 0, 0, 1], [1, 1, 1, 1]).low).toBeGreaterThan(0);
  });

  test('covers the true ratio about 95 times in 100', () => {
    const TRIALS = 1000;
    let covered = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const stream = randomStream(trial, 'ratio of means');
      const common = Array.from({ length: 60 }, () => stream.normal());
      const { low, high } = ratioOfMeans(
        common.map((value) => 3 * (value + 0.3 * stream.normal()) ** 2),
        common.map((value) => (value + 0.3 * stream.normal()) ** 2),
      );
      if (low <= 3 && high >= 3) covered += 1;
    }
    // 0.95 less what so few repetitions of so skewed numbers cost, ± 2 standard errors.
    expect(covered / TRIALS).toBeGreaterThan(0.91);
    expect(covered / TRIALS).toBeLessThan(0.97);
  });
});

test('ofEstimate counts the seeds that have a value, and has no number where none has', () => {
  const known = ofEstimate({ mean: 0.5, median: 0.5, low: 0.4, high: 0.6, values: [0.5, null, 0.5] });
  expect(known).toEqual({ value: 0.5, low: 0.4, high: 0.6, error: 'chance', repetitions: 2 });
  const none = ofEstimate({ mean: null, median: null, low: null, high: null, values: [null] });
  expect(none).toEqual({
    value: Number.NaN,
    low: Number.NaN,
    high: Number.NaN,
    error: 'chance',
    repetitions: 0,
  });
});

test('minus reaches from the least to the most that the difference can be', () => {
  expect(minus(between(1, 2), between(0, 5))).toEqual({ value: 1, low: -4, high: 2, error: 'chance' });
  expect(minus({ ...between(1, 2), repetitions: 7 }, exact(1))).toEqual({
    value: 0,
    low: 0,
    high: 1,
    error: 'chance',
    repetitions: 7,
  });
});
