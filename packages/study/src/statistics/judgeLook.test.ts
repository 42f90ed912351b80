import { describe, expect, test } from 'vitest';

import { ACCURACY, around, measuredLoss, RMSE, raced } from '../../fixtures/measuredLosses.ts';

const verdictsOf = (results: readonly { loss: string; verdict: string }[]) =>
  results.map(({ loss, verdict }) => [loss, verdict]);

describe('verdicts', () => {
  test('one run that collapsed does not hide a clear loser', () => {
    const collapsed = { trivial: { accuracy: [0.34, 0.33, 0.33, 0.34, 0.33] } };
    const { results, costAtMost } = raced(
      [
        measuredLoss('steady', [0.95, 0.952, 0.948, 0.951, 0.949], ACCURACY, collapsed),
        measuredLoss('shaky', [0.9, 0.901, 0.899, 0.902, 0.33], ACCURACY, collapsed),
      ],
      ACCURACY,
    );
    expect(results[1]).toMatchObject({ loss: 'shaky', verdict: 'worse', failures: { runs: 1 } });
    expect(results[1]?.difference?.pValue).toBeLessThan(0.05);
    expect(results[1]?.difference?.high).toBeLessThan(-0.01);
    // What it may cost is told by the runs that finished, too: a collapse is no sign of promise.
    expect(costAtMost).toBe(0);
  });

  test('orders by the mean, and tells what is worse, slightly worse, as good and undecided', () => {
    const seeds = [0, 1, 2, 3, 4].map((seed) => 1 + 0.1 * seed);
    const dust = [1, -1, 2, 0, -2].map((step) => 0.001 * step);
    const shifted = (shift: number) => seeds.map((value, seed) => value + shift + (dust[seed] ?? 0));
    const { results, margin } = raced([
      measuredLoss('bad', shifted(1)),
      measuredLoss(
        'close',
        seeds.map((value, seed) => value + 0.0001 * (seed - 1)),
      ),
      measuredLoss('best', seeds),
      measuredLoss('little', shifted(0.02)),
      measuredLoss('noisy', [1.5, 1, 1.4, 1.1, 1.6]),
    ]);
    expect(margin).toBeCloseTo(0.024, 12);
    expect(verdictsOf(results)).toEqual([
      ['best', 'best'],
      ['close', 'as good'],
      ['little', 'slightly worse'],
      ['noisy', 'undecided'],
      ['bad', 'worse'],
    ]);
    expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(results[0]).toMatchObject({ difference: null, seedsToTell: null });
    expect(results[3]?.seedsToTell).toBeGreaterThan(5);
  });

  test('a higher metric is better where it is, and differences have its direction', () => {
    const { results } = raced(
      [
        measuredLoss('low', [0.5, 0.52, 0.49, 0.51, 0.5], ACCURACY),
        measuredLoss('high', [0.9, 0.91, 0.92, 0.9, 0.91], ACCURACY),
      ],
      ACCURACY,
    );
    expect(verdictsOf(results)).toEqual([
      ['high', 'best'],
      ['low', 'worse'],
    ]);
    const { low = 0, mean = 0, high = 0 } = results[1]?.difference ?? {};
    expect(mean).toBeCloseTo(-0.404, 12);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(high).toBeLessThan(0);
  });

  test('one picture less in each of five seeds is never worse', () => {
    const pictures = (counts: readonly number[]) => counts.map((count) => count / 150);
    const counts = [135, 136, 137, 133, 134];
    const losses = [
      measuredLoss('a', pictures(counts), ACCURACY),
      measuredLoss('b', pictures(counts.map((count) => count - 1)), ACCURACY),
    ];
    for (const margin of [undefined, 0] as const) {
      const { results } = raced(losses, { ...ACCURACY, margin });
      expect(results[1]?.verdict).toBe('undecided');
    }
  });

  test('a loss with a better mean is never worse, also when it failed in a seed', () => {
    const shaky = measuredLoss('shaky', [0.1, 0.1, 0.1, 0.1, null]);
    const steady = measuredLoss('steady', [30, 30.1, 30.2, 30, 30.1]);
    const { results, summary } = raced([steady, shaky]);
    // 0.1 four times and the trivial model's 100 once: a mean of 20.08.
    expect(results.map(({ loss, rank }) => [loss, rank])).toEqual([
      ['shaky', 1],
      ['steady', 2],
    ]);
    expect(results[1]?.verdict).toBe('undecided');
    expect(results[0]?.metrics.rmse).toMatchObject({
      mean: expect.closeTo(20.08, 9),
      median: 0.1,
      values: [0.1, 0.1, 0.1, 0.1, 100],
    });
    expect(results[0]?.failures).toMatchObject({ runs: 1, reason: 'the loss diverged' });
    expect(summary).toContain('Some runs failed, and count as the trivial model: shaky (1 of 5).');
  });

  test('a loss whose metric is NaN is not the best, but failed', () => {
    const { results, recommended } = raced([
      measuredLoss('nan', [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]),
      measuredLoss('poor', [50, 51, 49, 50, 52]),
    ]);
    expect(recommended).toBe('poor');
    expect(verdictsOf(results)).toEqual([
      ['poor', 'best'],
      ['nan', 'failed'],
    ]);
  });

  test('losses that did not converge are compared with nothing, and rank before those that failed', () => {
    const { results, answer, summary, looks } = raced([
      measuredLoss('failed', [null, null, null, null, null]),
      measuredLoss('restless', [0.1, 0.1, 0.1, 0.1, 0.1], RMSE, { converged: false }),
      measuredLoss('good', [1, 1.1, 1.2, 1, 1.1]),
      measuredLoss('bad', [9, 9.1, 9.3, 9, 9.2]),
    ]);
    expect(verdictsOf(results)).toEqual([
      ['good', 'best'],
      ['bad', 'worse'],
      ['restless', 'not converged'],
      ['failed', 'failed'],
    ]);
    expect(results[2]).toMatchObject({ difference: null, againstBaseline: null });
    expect(looks[0]?.losses).toBe(2);
    expect(answer).toBe(
      'Use good (rmse 1.08): every other loss that converged is behind it, beyond chance. Longer training may change that: restless had not converged.',
    );
    expect(summary).toBe(
      'Worse by more than 0.0216 rmse: bad. Not converged, so not compared: restless. Failed in every run: failed.',
    );
  });

  test('losses with the same weights in every seed are one', () => {
    const values = [1, 1.2, 1.1, 1.3, 1.2];
    const weights = values.map((_, seed) => `w${seed}`);
    const { results, looks, summary } = raced([
      measuredLoss('bad', [9, 9.1, 9.3, 9, 9.2]),
      measuredLoss('huber', values, RMSE, { weights }),
      measuredLoss('smoothL1', values, RMSE, { weights }),
      measuredLoss(
        'other',
        values.map((value) => value + 2),
        RMSE,
        { weights: weights.with(4, '') },
      ),
    ]);
    expect(results.map(({ loss, rank, sameAs }) => [loss, rank, sameAs])).toEqual([
      ['huber', 1, null],
      ['smoothL1', 1, 'huber'],
      ['other', 3, null],
      ['bad', 4, null],
    ]);
    expect(results[1]?.verdict).toBe('best');
    expect(results[1]?.explanation).toContain('The same as huber');
    expect(looks[0]?.losses).toBe(3);
    expect(summary).toContain('The same as huber: smoothL1.');
  });

  test('rows of a test part that all seeds share widen the range', () => {
    const jackknife = (own: number) => [0, 1, 2, 3, 4].map(() => [1 + own, 1 - own, 1]);
    const losses = (own: number) => [
      measuredLoss('a', [1, 1.1, 1.2, 1, 1.1], RMSE, { jackknife: jackknife(own) }),
      measuredLoss('b', [2, 2.2, 2.2, 2, 2.1], RMSE, { jackknife: jackknife(0) }),
    ];
    expect(raced(losses(0.001)).results[1]?.verdict).toBe('worse');
    expect(raced(losses(1)).results[1]?.verdict).toBe('undecided');
    expect(raced(losses(1)).results[1]?.seedsToTell).toBeNull();
  });

  test('values near the largest number give finite numbers', () => {
    const trivial = { rmse: [1e302, 1e302, 1e302, 1e302, 1e302] };
    const { results } = raced([
      measuredLoss('a', [1e300, 1.1e300, 1.2e300, 1e300, 1.1e300], RMSE, { trivial }),
      measuredLoss('b', [9e300, 9.1e300, 9.3e300, 9e300, 9.2e300], RMSE, { trivial }),
    ]);
    expect(results[1]?.verdict).toBe('worse');
    expect(results.flatMap(({ difference }) => Object.values(difference ?? {})).every(Number.isFinite)).toBe(
      true,
    );
  });

  test('metrics other than the one that ranks have estimates within their bounds', () => {
    const ranking = {
      ...RMSE,
      boundsOf: (name: string) => (name === 'share' ? ([0, 1] as const) : undefined),
    };
    const values = { rmse: [1, 2, 1, 2, 1], share: [0.99, 1, 0.999, 1, 0.98], free: [1, -1, 0, 5, null] };
    const { results } = raced([measuredLoss('a', [1, 2, 1, 2, 1], RMSE, { values })], ranking);
    const { share, free } = results[0]?.metrics ?? {};
    expect(share?.high).toBeLessThan(1);
    expect(free?.low).toBeLessThan(0);
    expect(free?.values).toEqual([1, -1, 0, 5, null]);
  });
});

describe('the baseline', () => {
  const values = around(1, 5, 0.02);
  const losses = [
    measuredLoss('usual', values),
    measuredLoss('better', around(0.5, 5, 0.02)),
    measuredLoss(
      'same',
      values.map((value, seed) => value + 0.001 * (seed % 2)),
    ),
    measuredLoss('worse', around(2, 5, 0.02)),
    measuredLoss('noisy', around(1.1, 5, 0.5)),
  ];

  test('is what the others are compared with as well', () => {
    const { results, summary } = raced(losses, { ...RMSE, baseline: 'usual', margin: 0.05 });
    const against = Object.fromEntries(
      results.map(({ loss, againstBaseline }) => [loss, againstBaseline?.verdict]),
    );
    expect(against).toEqual({
      usual: undefined,
      better: 'better',
      same: 'as good',
      worse: 'worse',
      noisy: 'undecided',
    });
    expect(summary).toContain(
      'Against the baseline usual: better better; as good same; worse worse; undecided noisy.',
    );
  });

  test('has the direction of the metric', () => {
    const shares = [0.7, 0.72, 0.69, 0.71, 0.7];
    const { results } = raced(
      [
        measuredLoss('usual', shares, ACCURACY),
        measuredLoss(
          'better',
          shares.map((share, seed) => share + 0.2 + 0.01 * (seed % 2)),
          ACCURACY,
        ),
      ],
      { ...ACCURACY, baseline: 'usual' },
    );
    expect(results[0]).toMatchObject({ loss: 'better', againstBaseline: { verdict: 'better' } });
    expect(results[0]?.againstBaseline?.low).toBeGreaterThan(0);
  });

  test('what is the same as it is as good', () => {
    const weights = values.map((_, seed) => `w${seed}`);
    const { results } = raced(
      [measuredLoss('first', values, RMSE, { weights }), measuredLoss('usual', values, RMSE, { weights })],
      { ...RMSE, baseline: 'usual' },
    );
    expect(results.map(({ loss, againstBaseline }) => [loss, againstBaseline?.verdict])).toEqual([
      ['first', 'as good'],
      ['usual', undefined],
    ]);
  });

  test('that failed compares nothing', () => {
    const failed = measuredLoss(
      'usual',
      values.map(() => null),
    );
    const { results, summary } = raced([failed, ...losses.slice(1)], { ...RMSE, baseline: 'usual' });
    expect(results.every(({ againstBaseline }) => againstBaseline === null)).toBe(true);
    expect(summary).toContain('The baseline usual could not be compared.');
  });
});
