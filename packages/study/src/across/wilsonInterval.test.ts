import { expect, test } from 'vitest';

import fixture from '../../fixtures/across.json' with { type: 'json' };
import { wilsonInterval } from './wilsonInterval.ts';

test.each(fixture.wilson)(
  'is what SciPy has: $successes of $trials',
  ({ successes, trials, confidence, low, high }) => {
    const interval = wilsonInterval(successes / trials, trials, confidence);
    expect([interval.low, interval.high]).toBeAllClose([low, high], { rtol: 1e-8, atol: 1e-12 });
  },
);

test('stays within 0 and 1, for fractions of a trial too', () => {
  for (const trials of [1e-3, 0.3, 1, 1e9]) {
    expect(wilsonInterval(1, trials, 0.95).high).toBe(1);
    expect(wilsonInterval(0, trials, 0.95).low).toBeCloseTo(0, 12);
    expect(wilsonInterval(0, trials, 0.95).low).toBeGreaterThanOrEqual(0);
  }
});
