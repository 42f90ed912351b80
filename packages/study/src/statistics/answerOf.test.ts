import { describe, expect, test } from 'vitest';

import { ACCURACY, measuredLoss, RMSE, raced } from '../../fixtures/measuredLosses.ts';

const GOOD = [1, 1.1, 1.2, 1, 1.1];
const plus = (shift: number, dust = 0.001) => GOOD.map((value, seed) => value + shift + dust * (seed % 3));

describe('the answer', () => {
  test('says which loss to use and what that can cost', () => {
    const { answer, summary, costAtMost, margin } = raced([
      measuredLoss('mse', GOOD),
      measuredLoss(
        'huber',
        GOOD.map((value, seed) => value + 0.001 * (seed - 1)),
      ),
    ]);
    expect(answer).toMatch(
      /^Use mse \(rmse 1\.08\): choosing it instead of the true best costs at most 0\.00\d+ rmse\. With a smaller margin than that it would be open\.$/,
    );
    expect(costAtMost).toBeLessThan(margin);
    expect(summary).toBe('As good, at most 0.0216 rmse behind: huber.');
  });

  test('says that every other loss is behind', () => {
    expect(raced([measuredLoss('mse', GOOD), measuredLoss('mae', plus(3))])).toMatchObject({
      answer:
        'Use mse (rmse 1.08): every other loss is behind it, beyond chance. Only with a margin of 3.1 rmse would the nearest, mae, be as good.',
      summary: 'Worse by more than 0.0216 rmse: mae.',
      costAtMost: 0,
    });
  });

  test('says that it is not settled, and how many seeds would tell', () => {
    const { answer, summary } = raced([
      measuredLoss('mse', GOOD),
      measuredLoss('mae', [1.5, 1, 1.4, 1.1, 1.6]),
    ]);
    expect(answer).toMatch(
      /^mse leads \(rmse 1\.08\), but this does not settle it: choosing it can cost up to 0\.\d+ rmse\. About \d+ seeds would settle it, if the differences stay as they are\.$/,
    );
    expect(summary).toMatch(
      /^Undecided: mae; about \d+ seeds would tell, if the differences stay as they are\.$/,
    );
  });

  test('says that more seeds cannot tell where they share data', () => {
    const { answer, wouldChange, summary, results } = raced(
      [measuredLoss('mse', GOOD), measuredLoss('mae', [1.5, 1, 1.4, 1.1, 1.6])],
      {
        ...RMSE,
        sampling: 'split',
        variance: (seeds) => 1 / seeds + 1 / 3,
      },
    );
    expect(answer).toMatch(/ More seeds cannot settle it; more data can\.$/);
    expect(wouldChange).toEqual({ by: 'data' });
    expect(summary).toBe('Undecided, and more seeds cannot tell: mae.');
    expect(results[1]?.explanation).toMatch(/; more seeds cannot tell, more data can\.$/);
  });

  test('has the unit of the metric', () => {
    const { answer } = raced(
      [
        measuredLoss('crossEntropy', [0.9, 0.92, 0.91, 0.9, 0.93], ACCURACY),
        measuredLoss('focal', [0.88, 0.93, 0.9, 0.91, 0.92], ACCURACY),
      ],
      ACCURACY,
    );
    expect(answer).toMatch(
      /^crossEntropy leads \(accuracy 0\.912\), but .* can cost up to 0\.0\d+ accuracy\. About \d+ seeds would settle it/,
    );
  });

  test('of one loss there is nothing to choose', () => {
    expect(raced([measuredLoss('mse', GOOD)])).toMatchObject({
      answer: 'mse (rmse 1.08) is the only loss, so there is nothing to choose.',
      summary: '',
      costAtMost: null,
      recommended: 'mse',
    });
  });

  test('names the nearest loss and the margin that reaches it, of a metric that is better when higher, too', () => {
    const { conclusion, wouldChange } = raced(
      [
        measuredLoss('crossEntropy', [0.9, 0.92, 0.91, 0.9, 0.93], ACCURACY),
        measuredLoss('far', [0.3, 0.33, 0.3, 0.31, 0.32], ACCURACY),
        measuredLoss('near', [0.6, 0.63, 0.6, 0.61, 0.62], ACCURACY),
      ],
      ACCURACY,
    );
    expect(conclusion).toBe('clear');
    expect(wouldChange).toMatchObject({ by: 'larger margin', loss: 'near' });
    const margin = wouldChange?.by === 'larger margin' ? wouldChange.margin : 0;
    expect(margin).toBeGreaterThan(0.3);
    expect(margin).toBeLessThan(0.35);
  });

  test('one seed cannot tell', () => {
    const ranking = { ...RMSE, seeds: 1 };
    const { answer, summary, costAtMost, results } = raced(
      [measuredLoss('mse', [1]), measuredLoss('mae', [2])],
      ranking,
    );
    expect(answer).toBe(
      'mse (rmse 1) leads, but on one seed, which cannot tell it from chance: use 5 seeds or more.',
    );
    expect(summary).toBe('Undecided, as one seed tells nothing: mae.');
    expect(costAtMost).toBeNull();
    expect(results[1]).toMatchObject({ verdict: 'undecided', difference: null, seedsToTell: null });
    expect(results[0]?.metrics.rmse).toMatchObject({ mean: 1, low: null, high: null });
  });

  test('where all failed there is nothing to recommend', () => {
    const nothing = [null, null, null, null, null];
    expect(
      raced([measuredLoss('mse', nothing), measuredLoss('mae', [100, 120, 100, 100, 101])]),
    ).toMatchObject({
      answer: 'No loss can be recommended: every run failed or was no better than the trivial model.',
      summary: 'Failed in every run: mse and mae.',
      recommended: null,
      costAtMost: null,
    });
    const restless = measuredLoss('mse', GOOD, RMSE, { converged: false });
    expect(raced([restless]).answer).toBe(
      'No loss can be recommended: none converged. Longer training may change that: mse had not converged.',
    );
    expect(raced([restless, measuredLoss('mae', nothing)]).answer).toBe(
      'No loss can be recommended: each failed or did not converge. Longer training may change that: mse had not converged.',
    );
    expect(raced([restless, measuredLoss('mae', GOOD)]).answer).toBe(
      'mae (rmse 1.08) is the only loss that could be compared, so this does not settle which is best. Longer training may change that: mse had not converged.',
    );
    expect(raced([measuredLoss('mse', nothing), measuredLoss('mae', GOOD)]).answer).toBe(
      'Use mae (rmse 1.08): every other loss failed.',
    );
    expect(raced([]).answer).toBe('There is no loss to compare.');
  });

  test('where all are the same any will do', () => {
    const weights = GOOD.map((_, seed) => `w${seed}`);
    const same = ['mse', 'halfSquaredError', 'l2Loss'].map((loss) =>
      measuredLoss(loss, GOOD, RMSE, { weights }),
    );
    expect(raced(same)).toMatchObject({
      answer: 'Use any of mse, halfSquaredError and l2Loss (rmse 1.08): they train the same weights.',
      summary: 'The same as mse: halfSquaredError and l2Loss.',
      costAtMost: 0,
    });
  });

  test('names five of many losses and counts the others', () => {
    const losses = Array.from({ length: 9 }, (_, index) =>
      measuredLoss(`loss${index}`, index === 0 ? GOOD : plus(3 + index)),
    );
    expect(raced(losses).summary).toBe(
      'Worse by more than 0.0216 rmse: loss1, loss2, loss3, loss4, loss5 and 3 others.',
    );
    expect(raced(losses.slice(0, 7)).summary).toMatch(/loss5 and 1 other\.$/);
  });
});

describe('the explanation', () => {
  test('says how far behind, of a metric that is better when higher, too', () => {
    const { results } = raced(
      [
        measuredLoss('crossEntropy', [0.9, 0.92, 0.91, 0.9, 0.93], ACCURACY),
        measuredLoss('zeroOne', [0.5, 0.52, 0.49, 0.51, 0.5], ACCURACY),
        measuredLoss('broken', [null, null, null, null, null], ACCURACY),
      ],
      ACCURACY,
    );
    expect(results.map(({ explanation }) => explanation)).toEqual([
      'Best mean accuracy.',
      expect.stringMatching(
        /^Worse: 0\.408 accuracy behind the best \(0\.3\d+ to 0\.4\d+; p < 0\.001\), more than the margin of 0\.01 accuracy\.$/,
      ),
      'Failed in all 5 runs: the loss diverged.',
    ]);
  });
});
