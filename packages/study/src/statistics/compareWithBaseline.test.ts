import { expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { compareWithBaseline } from './compareWithBaseline.ts';

function sample(values: readonly number[]) {
  return { values: Float64Array.from(values), withoutRows: new Float64Array() };
}

test.each(fixture.baseline)('agrees with Bonferroni of statsmodels over t of SciPy at $level', (example) => {
  const seeds = example.baseline.length;
  const gaps = compareWithBaseline(
    example.others.map(sample),
    sample(example.baseline),
    { seeds, variance: 1 / seeds, resolution: 0 },
    example.level,
  );
  const close = { rtol: 1e-5, atol: 1e-9 };
  expect(gaps.map(({ mean }) => mean)).toBeAllClose(example.means, close);
  expect(gaps.map(({ low }) => low)).toBeAllClose(example.low, close);
  expect(gaps.map(({ high }) => high)).toBeAllClose(example.high, close);
  expect(gaps.map(({ pValue }) => pValue)).toBeAllClose(example.pValues, close);
});

test('says as much of one that is better as of one that is worse', () => {
  const chance = { seeds: 4, variance: 1 / 4, resolution: 0 };
  const [better, worse] = compareWithBaseline(
    [sample([0, 1.1, 2, 3]), sample([2, 2.9, 4, 5])],
    sample([1, 2, 3, 4]),
    chance,
    0.05,
  );
  expect(better?.high).toBeLessThan(0);
  expect(worse?.low).toBeGreaterThan(0);
  expect(worse?.low).toBeCloseTo(-(better?.high ?? 0), 12);
});
