import { linearTask } from '@losskit/data';
import { describe, expect, it } from 'vitest';

import type { TaskComparison } from './compareTask.ts';
import { parseLoss } from './lossExpression.ts';
import { type CompareProgress, progressMeter } from './progressMeter.ts';
import type { RunRecord } from './result.ts';
import { taskPlan } from './run/taskPlan.ts';

/** A comparison of one loss: five learning rates on two seeds and one more seed, so 11 runs. */
function comparisonOf(name: string): TaskComparison {
  const task = { ...linearTask(), name };
  return {
    source: { task: 'linear' },
    task,
    losses: [parseLoss('mse')],
    plan: taskPlan(task, 160),
    seeds: [0, 1, 2],
    searchSeeds: [0, 1],
    backend: 'cpu',
    epochs: undefined,
    confidence: 0.95,
  };
}

function recordOf(task: string): RunRecord {
  return {
    task,
    loss: 'meanSquaredError',
    seed: 0,
    learningRate: 0.1,
    status: 'finished',
    reason: '',
    steps: 1,
    curve: [],
    validation: {},
    test: {},
    weightsDigest: '',
  };
}

function progressOf(runs: readonly (readonly [task: string, seconds: number])[], jobs = 1) {
  const seen: CompareProgress[] = [];
  const meter = progressMeter([comparisonOf('fast'), comparisonOf('slow')], jobs, (one) => seen.push(one));
  for (const [task, seconds] of runs) meter.finished(recordOf(task), seconds);
  return seen;
}

const times = (count: number, run: readonly [string, number]) => new Array(count).fill(run);

describe('progressMeter', () => {
  it('never goes back and ends at 1, also when later runs take longer', () => {
    const runs = Array.from({ length: 11 }, (_, index) => [
      ['fast', 0.1] as const,
      ['slow', 1 + index * index] as const,
    ]).flat();
    const seen = progressOf(runs);
    seen.forEach(({ share }, index) => {
      expect(share).toBeGreaterThanOrEqual(seen[index - 1]?.share ?? 0);
      expect(share).toBeLessThanOrEqual(1);
    });
    expect(seen.at(-1)).toMatchObject({ share: 1, secondsLeft: 0, runsDone: 22, runsTotal: 22 });
  });

  it('promises no time before every task has had a run', () => {
    const seen = progressOf([...times(11, ['fast', 0.1]), ['slow', 10]]);
    expect(
      seen.slice(0, 11).every(({ secondsLeft, share }) => secondsLeft === undefined && share === 0),
    ).toBe(true);
    expect(seen.at(-1)?.secondsLeft).toBeCloseTo(100, 9);
  });

  it('weighs runs by how long those of their task take', () => {
    // Ten seconds and a tenth of the slow task are done, one second and all of the fast one.
    const last = progressOf([...times(11, ['fast', 1]), ['slow', 9]]).at(-1);
    expect(last?.share).toBeCloseTo(20 / 110, 9);
  });

  it('divides the time that is left by the jobs', () => {
    const runs = [
      ['fast', 1],
      ['slow', 1],
    ] as const;
    expect(progressOf(runs, 2).at(-1)?.secondsLeft).toBeCloseTo(10, 9);
  });

  it('stays finite when runs are too short for the clock', () => {
    const seen = progressOf([...times(11, ['fast', 0]), ...times(11, ['slow', 0])]);
    expect(seen.every(({ share }) => Number.isFinite(share))).toBe(true);
  });
});
