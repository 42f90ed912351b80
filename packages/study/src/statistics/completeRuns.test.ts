import { describe, expect, test } from 'vitest';

import { ACCURACY, measuredLoss, RMSE } from '../../fixtures/measuredLosses.ts';
import { completeRuns } from './completeRuns.ts';

describe('completeRuns', () => {
  test('gives failed runs the values of the trivial model, in every metric', () => {
    const [steady, shaky] = completeRuns(
      [
        measuredLoss('steady', [1, 2, 3]),
        measuredLoss('shaky', [1, null, 3], RMSE, {
          values: { rmse: [1, null, 3], r2: [0.9, null, 0.8], other: [5, null, 6] },
          trivial: { rmse: [100, 90, 100], r2: [0, 0, 0] },
        }),
      ],
      RMSE,
    );
    expect(steady).toMatchObject({ failed: 0, reason: '' });
    expect(shaky).toMatchObject({
      failed: 1,
      reason: 'the loss diverged',
      // The trivial model of a seed is the same for all losses: what one run knows of it holds for the others.
      values: { rmse: [1, 100, 3], r2: [0.9, 0, 0.8], other: [5, null, 6] },
    });
    expect([...(shaky?.sample.values ?? [])]).toEqual([1, 100, 3]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%f is a failed run',
    (value) => {
      const [one] = completeRuns([measuredLoss('a', [1, value])], RMSE);
      expect(one).toMatchObject({
        failed: 1,
        reason: 'rmse is not a finite number',
        values: { rmse: [1, 100] },
      });
    },
  );

  test('what is no better than the trivial model has failed, whichever way is better', () => {
    const [error] = completeRuns([measuredLoss('a', [99, 100, 101])], RMSE);
    expect(error).toMatchObject({
      failed: 2,
      reason: 'no better than the trivial model: rmse 100 against 100',
      values: { rmse: [99, 100, 100] },
    });
    const trivial = { accuracy: [0.5, 0.5, 0.5] };
    const [share] = completeRuns([measuredLoss('a', [0.51, 0.5, 0.2], ACCURACY, { trivial })], ACCURACY);
    expect(share).toMatchObject({ failed: 2, values: { accuracy: [0.51, 0.5, 0.5] } });
    expect([...(share?.sample.values ?? [])]).toEqual([-0.51, -0.5, -0.5]);
  });

  test('where the trivial model is unknown, a failed run ranks with the worst of its seed', () => {
    const trivial = { rmse: [null, null, null] };
    const [, shaky] = completeRuns(
      [
        measuredLoss('a', [1, 7, null], RMSE, { trivial }),
        measuredLoss('b', [2, null, null], RMSE, { trivial }),
        measuredLoss('c', [3, 5, null], RMSE, { trivial }),
      ],
      RMSE,
    );
    expect(shaky?.values.rmse).toEqual([2, 7, null]);
    // Of the last seed nothing is known: it counts for no loss.
    expect([...(shaky?.sample.values ?? [])]).toEqual([2, 7]);
  });

  test('averages over the seeds what leaving out rows gives, failed runs being as good on all rows', () => {
    const [one] = completeRuns(
      [measuredLoss('a', [1, null], RMSE, { jackknife: [[0.8, 1.2, 1], []] })],
      RMSE,
    );
    expect([...(one?.sample.withoutRows ?? [])]).toBeAllClose([50.4, 50.6, 50.5], { rtol: 1e-12, atol: 0 });
    const [share] = completeRuns(
      [
        measuredLoss('a', [0.5, 0.7], ACCURACY, {
          jackknife: [
            [0.4, 0.6],
            [0.6, 0.8],
          ],
        }),
      ],
      ACCURACY,
    );
    expect([...(share?.sample.withoutRows ?? [])]).toBeAllClose([-0.5, -0.7], { rtol: 1e-12, atol: 0 });
  });
});
