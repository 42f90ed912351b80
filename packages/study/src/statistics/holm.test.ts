import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { holm } from './holm.ts';

describe('holm', () => {
  test.each(fixture.holm)('adjusts and rejects as statsmodels does: $name', (example) => {
    const tests = holm(example.pValues, example.level);
    expect(tests.map(({ pValue }) => pValue)).toBeAllClose(example.adjusted, { rtol: 1e-12, atol: 0 });
    expect(tests.map(({ pValue }) => pValue < example.level)).toEqual(example.rejected);
  });

  test('gives each test the level that its own p value passes exactly if it is rejected', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (pValues) => {
          holm(pValues, 0.05).forEach((test, index) => {
            expect((pValues[index] ?? Number.NaN) < test.level).toBe(test.pValue < 0.05);
          });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test('has nothing to say about no tests', () => {
    expect(holm([], 0.05)).toEqual([]);
  });
});
