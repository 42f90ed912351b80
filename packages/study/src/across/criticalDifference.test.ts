import { expect, test } from 'vitest';

import fixture from '../../fixtures/across.json' with { type: 'json' };
import { criticalDifference } from './criticalDifference.ts';

test('is what SciPy has, for 2 … 44 losses', () => {
  const cases = fixture.criticalDifferences;
  expect(new Set(cases.map(({ losses }) => losses)).size).toBe(43);
  expect(
    cases.map(({ losses, tasks, confidence }) => criticalDifference(losses, tasks, confidence)),
  ).toBeAllClose(
    cases.map(({ value }) => value),
    { rtol: 1e-6, atol: 0 },
  );
});

test('is smaller the more tasks there are', () => {
  expect(criticalDifference(4, 20, 0.95)).toBeCloseTo(criticalDifference(4, 5, 0.95) / 2, 12);
});
