import { describe, expect, test } from 'vitest';

import { rankLosses } from './statistics/rankLosses.ts';
import { summarize } from './summarize.ts';

const RANKING = { metric: 'rmse', higherIsBetter: false, confidence: 0.95 };

function summaryOf(losses: Readonly<Record<string, readonly (number | null)[]>>): string {
  const unranked = Object.entries(losses).map(([loss, rmse]) => ({
    loss,
    learningRate: 0.1,
    search: [],
    values: { rmse },
  }));
  return summarize(rankLosses(unranked, RANKING), RANKING);
}

describe('summarize', () => {
  test('says what to use, what is as good, what is worse and what diverged', () => {
    const summary = summaryOf({
      good: [1, 1.1, 1.2, 1, 1.1],
      same: [1.1, 1, 1.3, 1, 1.1],
      bad: [5, 5.1, 5.2, 5, 5.3],
      broken: [null, null, null, null, null],
    });
    expect(summary).toMatch(/^Best mean rmse: good, 1\.08 \(95 % interval 0\.976 to 1\.18\) over 5 seeds\. /);
    expect(summary).toContain(
      'Not distinguishable from it: same. Worse beyond chance: bad. Diverged: broken.',
    );
  });

  test('warns that two to four seeds can hardly tell losses apart, where they did not', () => {
    const hint = 'seeds can hardly tell losses apart: more help, as with --seeds 10.';
    expect(summaryOf({ a: [1, 2], b: [2, 1] })).toContain(`2 ${hint}`);
    expect(summaryOf({ a: [1, 2, 3, 4], b: [2, 1, 4, 3] })).toContain(`4 ${hint}`);
    expect(summaryOf({ a: [1, 2, 3, 4, 5], b: [2, 1, 4, 3, 5] })).not.toContain(hint);
    expect(summaryOf({ a: [1, 1.01, 1], b: [9, 9.02, 9] })).not.toContain(hint);
    expect(summaryOf({ a: [1], b: [2] })).toContain(
      'One seed cannot tell losses apart: use --seeds 5 or more.',
    );
  });

  test('names five of many equal losses and counts the others', () => {
    const equal = (count: number) =>
      Object.fromEntries(Array.from({ length: count + 1 }, (_, index) => [`loss${index}`, [1, 2, 3, 4, 5]]));
    expect(summaryOf(equal(5))).toContain('from it: loss1, loss2, loss3, loss4 and loss5.');
    expect(summaryOf(equal(6))).toContain('from it: loss1, loss2, loss3, loss4, loss5 and 1 other.');
    expect(summaryOf(equal(9))).toContain('from it: loss1, loss2, loss3, loss4, loss5 and 4 others.');
  });

  test('recommends nothing when every loss diverged or there is only one', () => {
    expect(summaryOf({ a: [null, null] })).toBe('No loss finished a run: there is nothing to recommend.');
    expect(summaryOf({ a: [1, 2] })).toContain('It is the only loss, so this compares nothing.');
  });
});
