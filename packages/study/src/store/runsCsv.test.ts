import { describe, expect, test } from 'vitest';

import { comparisonOf } from '../../fixtures/comparisonOf.ts';
import { taskResultOf } from '../../fixtures/taskResultOf.ts';
import type { RunRecord } from '../RunRecord.ts';
import { runsCsv } from './runsCsv.ts';

const RUN: RunRecord = {
  task: 'wages',
  loss: 'huber',
  seed: 0,
  learningRate: 0.03,
  status: 'finished',
  code: '',
  reason: '',
  steps: 40,
  curve: [],
  validation: { rmse: 1.5 },
  test: { rmse: 1.25, rSquared: -0.5 },
  trivial: { rmse: 2 },
  converged: null,
  exact: null,
  jackknife: [],
  evaluatedBy: {},
  initialWeightsDigest: '',
  weightsDigest: '',
  exhibits: {},
};

function csvOf(runs: readonly RunRecord[], metric = 'rmse', higherIsBetter = false): string[] {
  const task = { ...taskResultOf({ values: {} }), task: 'wages', metric, higherIsBetter };
  const result = { comparison: comparisonOf([task]), runs, previews: [], timings: { total: 0, runs: [] } };
  return runsCsv(result).trimEnd().split('\n');
}

test('has a line for every run and a column for every metric', () => {
  expect(csvOf([RUN, { ...RUN, seed: 1, test: { rmse: 1 }, validation: {} }])).toEqual([
    'task,loss,seed,learningRate,status,failed,reason,steps,rmse,rSquared,validation rmse',
    'wages,huber,0,0.03,finished,false,,40,1.25,-0.5,1.5',
    'wages,huber,1,0.03,finished,false,,40,1,,',
  ]);
});

describe('failed', () => {
  test.each([
    ['no better than the trivial model', { test: { rmse: 2 } }, true],
    ['better than it', { test: { rmse: 1.99 } }, false],
    ['without a value', { test: {}, status: 'diverged' }, true],
    ['where the trivial model is not known', { test: { rmse: 9 }, trivial: {} }, false],
  ] as const)('%s', (_, change, failed) => {
    expect(csvOf([{ ...RUN, ...change }])[1]?.split(',')[5]).toBe(String(failed));
  });

  test('of a metric that is better when higher', () => {
    const run = (accuracy: number) => ({ ...RUN, test: { accuracy }, trivial: { accuracy: 0.5 } });
    const lines = csvOf([run(0.5), run(0.6)], 'accuracy', true);
    expect(lines.slice(1).map((line) => line.split(',')[5])).toEqual(['true', 'false']);
  });
});

test('quotes what needs it, and takes the power from formulas', () => {
  const reason = 'loss "huber", step 3:\nnot finite';
  const [, ...lines] = csvOf([{ ...RUN, loss: '=HYPERLINK("a","b")', reason }]);
  expect(lines.join('\n')).toBe(
    `wages,"'=HYPERLINK(""a"",""b"")",0,0.03,finished,false,"loss ""huber"", step 3:\nnot finite",40,1.25,-0.5,1.5`,
  );
  for (const start of ['+', '-', '@', '\t']) {
    expect(csvOf([{ ...RUN, loss: `${start}1` }])[1]).toContain(`,'${start}1,`);
  }
});
