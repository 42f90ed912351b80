import { stripVTControlCharacters } from 'node:util';
import { type Comparison, type LossResult, methodWords } from '@losskit/study';
import { describe, expect, test } from 'vitest';

import { formatComparison } from './formatComparison.ts';
import { formatTable } from './formatTable.ts';
import { wrapWords } from './wrapWords.ts';

const estimate = { mean: 1.5, low: 1, high: 2, values: [1.4, 1.6] };
const metrics = {
  rmse: estimate,
  meanAbsoluteError: estimate,
  medianAbsoluteError: estimate,
  rSquared: estimate,
};
const best: LossResult = {
  loss: 'meanAbsoluteError',
  rank: 1,
  verdict: 'best',
  explanation: '',
  learningRate: 0.03,
  difference: null,
  metrics,
  search: [],
};
const results: LossResult[] = [
  best,
  {
    ...best,
    loss: 'meanSquaredError+l2Penalty',
    rank: 2,
    verdict: 'worse',
    difference: { mean: 0.5, low: 0.25, high: 0.75, pValue: 0.01 },
  },
  {
    ...best,
    loss: 'broken',
    rank: 3,
    verdict: 'diverged',
    metrics: { rmse: { mean: null, low: null, high: null, values: [null, null] } },
  },
];
const comparison: Comparison = {
  version: 1,
  config: {
    tasks: [],
    losses: results.map(({ loss }) => loss),
    seeds: [0, 1],
    confidence: 0.95,
    method: methodWords(0.95, 2),
    versions: {},
    platform: '',
  },
  tasks: [
    {
      task: 'linear',
      kind: 'continuous',
      sampling: 'fresh',
      figures: [],
      metric: 'rmse',
      higherIsBetter: false,
      selectionMetric: 'meanAbsoluteError',
      metrics: Object.keys(metrics).map((name) => ({ name, higherIsBetter: name === 'rSquared' })),
      origin: { kind: 'embedded', description: '' },
      parts: { train: 1, validation: 1, test: 1 },
      trivial: { rmse: 7.8649 },
      summary: 'A sentence of many words that goes on. '.repeat(5).trim(),
      results,
    },
  ],
};

const linesAt = (width?: number) => stripVTControlCharacters(formatComparison(comparison, width)).split('\n');

describe('formatComparison', () => {
  test('shows every metric where there is room', () => {
    expect(linesAt().slice(0, 5)).toEqual([
      'linear: rmse on the held-out test part, lower is better',
      '   loss                        rmse         verdict   against the best     learning rate  meanAbsoluteError  medianAbsoluteError  rSquared',
      '1  meanAbsoluteError           1.500 ±0.50  best                           0.03           1.500              1.500                1.500',
      '2  meanSquaredError+l2Penalty  1.500 ±0.50  worse     +0.50 (0.25 … 0.75)  0.03           1.500              1.500                1.500',
      '3  broken                      –            diverged                       0.03           –                  –                    –',
    ]);
  });

  test('says below the losses what is reached without looking at an input', () => {
    expect(linesAt()[5]).toBe('A model that looks at no input: rmse 7.865.');
  });

  test('names the tasks that could not be compared, with the reason', () => {
    const problems = [
      { task: 'wages', code: 'data-malformed', message: 'wages.csv: expected numbers, got words.' },
    ];
    const text = stripVTControlCharacters(formatComparison({ ...comparison, problems }));
    expect(text).toContain('\nwages is not compared: wages.csv: expected numbers, got words.\n');
  });

  test('shows that a loss failed', () => {
    const tasks = comparison.tasks.map((task) => ({
      ...task,
      results: task.results.map((result) => ({ ...result, verdict: 'failed' as const })),
    }));
    expect(stripVTControlCharacters(formatComparison({ ...comparison, tasks }))).toContain(' failed ');
  });

  test.each([80, 100, 160])('keeps to %i columns', (width) => {
    expect(Math.max(...linesAt(width).map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(linesAt(width)[1]).toContain('verdict');
  });

  test('keeps rank, loss, metric and verdict however narrow it is', () => {
    expect(linesAt(20)[1]).toBe('   loss                        rmse         verdict');
  });
});

describe('wrapWords', () => {
  test('breaks between words only', () => {
    expect(wrapWords('one two three', 7)).toBe('one two\nthree');
    expect(wrapWords('extraordinary one', 5)).toBe('extraordinary\none');
    expect(wrapWords('one two', Number.POSITIVE_INFINITY)).toBe('one two');
  });
});

describe('formatTable', () => {
  test('aligns columns and ends lines without blanks', () => {
    expect(
      formatTable(
        ['a', 'b'],
        [
          ['long', ''],
          ['x', 'y'],
        ],
      ),
    ).toBe('a     b\nlong\nx     y');
  });
});
