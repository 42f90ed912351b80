import { stripVTControlCharacters } from 'node:util';
import type { AcrossTasks, Comparison, LossResult, TaskResult } from '@losskit/study';
import { describe, expect, test } from 'vitest';

import { best, comparison, estimate, lossResult, taskResult, worse } from '../../fixtures/comparison.ts';
import { formatComparison } from './formatComparison.ts';

const failed = lossResult({
  loss: 'broken',
  rank: 3,
  verdict: 'failed',
  failures: { runs: 2, low: 0.16, high: 1, reason: 'diverged' },
  metrics: { rmse: estimate(null) },
});

function linesOf(one: Comparison, width?: number): string[] {
  return stripVTControlCharacters(formatComparison(one, width)).split('\n');
}

function linesOfTask(changes: Partial<TaskResult>, width?: number): string[] {
  return linesOf(comparison({ tasks: [taskResult(changes)] }), width);
}

/** Heading and rows of the first table. */
function tableOf(
  results: readonly LossResult[],
  changes: Partial<TaskResult> = {},
  width?: number,
): string[] {
  const lines = linesOfTask({ ...changes, results }, width);
  const head = lines.findIndex((line) => line.includes('verdict'));
  return lines.slice(head, head + 1 + results.length);
}

test('says which loss to use before anything else, a line for each task', () => {
  const fruit = taskResult({ task: 'fruit', metric: 'accuracy', answer: 'Use crossEntropy.' });
  const problems = [
    { task: 'wages', code: 'data-malformed', message: 'wages.csv: expected numbers, got words.' },
  ];
  expect(linesOf(comparison({ tasks: [taskResult(), fruit], problems })).slice(0, 5)).toEqual([
    'linear: Use meanAbsoluteError.',
    'fruit: Use crossEntropy.',
    'wages is not compared: wages.csv: expected numbers, got words.',
    '',
    'linear: rmse on the held-out test part, lower is better, margin 0.030',
  ]);
});

test('is the whole of a task: answer, heading, table, summary, notes, legend', () => {
  expect(linesOf(comparison())).toEqual([
    'linear: Use meanAbsoluteError.',
    '',
    'linear: rmse on the held-out test part, lower is better, margin 0.030',
    '   loss                        rmse         verdict  against the best   learning rate  rSquared',
    '1  meanAbsoluteError           1.500 ±0.50  best                        0.03           0.9000',
    '2  meanSquaredError+l2Penalty  1.500 ±0.50  worse    +0.50 (0.25…0.75)  0.03           0.9000',
    'meanSquaredError+l2Penalty is worse.',
    'A model that looks at no input: rmse 7.865.',
    '',
    '± is the 95 % interval.',
  ]);
});

test('names no margin where nothing was learned', () => {
  expect(linesOfTask({ recommended: null })[2]).toBe(
    'linear: rmse on the held-out test part, lower is better',
  );
});

describe('the table', () => {
  test('shows how often a loss failed and the median beside the mean, where one failed', () => {
    expect(tableOf([best, failed])).toEqual([
      '   loss               rmse         verdict  against the best  failed  median  learning rate  rSquared',
      '1  meanAbsoluteError  1.500 ±0.50  best                               1.500   0.03           0.9000',
      '3  broken             –            failed                     2/2     –       0.03           –',
    ]);
  });

  test('shows the seeds of each loss where a race stopped some', () => {
    expect(tableOf([best, { ...worse, seeds: 5 }])).toEqual([
      '   loss                        rmse         verdict  against the best   seeds  learning rate  rSquared',
      '1  meanAbsoluteError           1.500 ±0.50  best                        2      0.03           0.9000',
      '2  meanSquaredError+l2Penalty  1.500 ±0.50  worse    +0.50 (0.25…0.75)  5      0.03           0.9000',
    ]);
  });

  test('shows the exact minimiser where one is known', () => {
    const exact = { values: [1.4, 1.5], mean: 1.45, excess: 0 };
    expect(tableOf([{ ...best, exact }, worse])).toEqual([
      '   loss                        rmse         verdict  against the best   learning rate  exact fit  rSquared',
      '1  meanAbsoluteError           1.500 ±0.50  best                        0.03           1.450      0.9000',
      '2  meanSquaredError+l2Penalty  1.500 ±0.50  worse    +0.50 (0.25…0.75)  0.03           –          0.9000',
    ]);
  });

  test('shows the ends of an interval that is not symmetric, and a rate without noise', () => {
    const accuracy = { mean: 0.98, median: 0.98, low: 0.91, high: 0.99, values: [0.97, 0.99] };
    const one = { ...best, learningRate: 0.1 * 3, metrics: { rmse: accuracy } };
    expect(tableOf([one])[1]).toBe(
      '1  meanAbsoluteError  0.9800 (0.910…0.990)  best                       0.3            –',
    );
  });

  test.each([80, 100, 140])('keeps to %i columns, as all else does', (width) => {
    const answer = 'A sentence of many words that goes on. '.repeat(5).trim();
    const lines = linesOfTask({ answer, summary: answer, baseline: 'huber' }, width);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toContain('verdict');
  });

  test('keeps rank, loss, metric and verdict however narrow it is', () => {
    expect(tableOf([best, worse], {}, 20)[0]).toBe('   loss                        rmse         verdict');
  });
});

describe('the notes of a task', () => {
  function notesOf(changes: Partial<TaskResult>): string[] {
    const lines = linesOfTask(changes);
    return lines.slice(lines.indexOf('A model that looks at no input: rmse 7.865.') + 1, -2);
  }

  test('say how often a loss failed, and why', () => {
    const once = { runs: 1, low: 0.0025, high: 0.445, reason: 'no better than the trivial model' };
    expect(notesOf({ results: [{ ...best, seeds: 10, failures: once }, failed] })).toEqual([
      'meanAbsoluteError failed in 1 of 10 runs (0 to 45 % of all): no better than the trivial model.',
      'broken failed in 2 of 2 runs (16 to 100 % of all): diverged.',
    ]);
  });

  test('name losses whose learning rate may lie beyond those that were tried', () => {
    const search = { ...best.search, atEdge: true };
    expect(notesOf({ results: [{ ...best, search }, worse, { ...worse, loss: 'huber', search }] })).toEqual([
      'The lowest or highest learning rate that was tried is the best for meanAbsoluteError, huber: a better one may lie beyond it.',
    ]);
  });

  test('say what a race saved', () => {
    expect(notesOf({ saved: { runs: 43, of: 150 } })).toEqual(['The race saved 43 of 150 runs.']);
    expect(notesOf({})).toEqual([]);
  });
});

test('shows each loss against the baseline, where there is one', () => {
  const difference = { mean: -0.5, low: -0.75, high: -0.25, pValue: 0.01 };
  const results = [
    { ...best, againstBaseline: { ...difference, verdict: 'better' as const } },
    { ...worse, loss: 'meanSquaredError' },
    lossResult({ loss: 'huber', againstBaseline: { ...difference, high: 0.1, verdict: 'undecided' } }),
  ];
  const lines = linesOfTask({ baseline: 'meanSquaredError', results });
  expect(lines.slice(-5, -2)).toEqual([
    'against meanSquaredError  verdict    difference in rmse',
    'meanAbsoluteError         better     -0.50 (-0.75…-0.25)',
    'huber                     undecided  -0.50 (-0.75…0.10)',
  ]);
});

test('ends with what all tasks say together', () => {
  const spread = (mean: number) => ({ mean, low: mean - 0.5, high: mean + 0.5 });
  const across: AcrossTasks = {
    tasks: ['linear', 'wages'],
    losses: [
      { loss: 'huber', rank: spread(1.5), interquartileMean: spread(0.9), profile: [] },
      { loss: 'meanSquaredError', rank: spread(2), interquartileMean: spread(0.5), profile: [] },
    ],
    profileAt: [],
    improvement: [],
    criticalDifference: null,
  };
  expect(linesOf(comparison({ across })).slice(-6)).toEqual([
    'All tasks: linear, wages',
    'loss              mean rank    interquartile mean (0 trivial model, 1 best loss)',
    'huber             1.500 ±0.50  0.9000 ±0.50',
    'meanSquaredError  2.000 ±0.50  0.5000 ±0.50',
    '',
    '± is the 95 % interval.',
  ]);
  const five = linesOf(comparison({ across: { ...across, criticalDifference: 1.234 } }));
  expect(five.at(-3)).toBe('Mean ranks that differ by more than 1.23 differ beyond chance.');
});

test('names from files cannot act on the terminal', () => {
  const hostile = 'x\u001b[31m\u009b1m\r\u202e';
  const ranked = [best, worse].map((result) => ({
    ...result,
    loss: `${hostile}${result.loss}`,
    failures: { runs: 1, low: 0, high: 1, reason: hostile },
    againstBaseline: { mean: 1, low: 0, high: 2, pValue: 0.5, verdict: 'undecided' as const },
    metrics: { [hostile]: estimate(1.5) },
  }));
  const task = taskResult({
    task: hostile,
    metric: hostile,
    answer: hostile,
    summary: hostile,
    baseline: hostile,
    results: ranked,
  });
  const problems = [{ task: hostile, code: 'data-malformed', message: hostile }];
  const text = formatComparison(comparison({ tasks: [task], problems }), 100);
  expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
  expect(text.split('\n')[0]).toMatch(/^x\\u001b\[31m\\u009b1m\\u000d\\u202e: x/);
});
