import { describe, expect, test } from 'vitest';

import { type CompareProgress, progressMeter } from './progressMeter.ts';
import type { RunRecord } from './RunRecord.ts';

function recordOf(task: string): RunRecord {
  return {
    task,
    loss: 'meanSquaredError',
    seed: 0,
    learningRate: 0.1,
    status: 'finished',
    code: '',
    reason: '',
    steps: 1,
    curve: [],
    validation: {},
    test: {},
    trivial: {},
    converged: null,
    exact: null,
    jackknife: [],
    evaluatedBy: {},
    initialWeightsDigest: '',
    weightsDigest: '',
    exhibits: {},
  };
}

function progressOf(runs: readonly (readonly [task: string, seconds: number])[], jobs = 1) {
  const seen: CompareProgress[] = [];
  const meter = progressMeter(
    ['fast', 'slow'],
    () => jobs,
    (one) => seen.push(one),
  );
  meter.plan('fast', 11);
  meter.plan('slow', 11);
  for (const [task, seconds] of runs) meter.finished(recordOf(task), seconds);
  return seen;
}

const times = (count: number, run: readonly [string, number]) => new Array(count).fill(run);

describe('progressMeter', () => {
  test('never goes back and ends at 1, also when later runs take longer', () => {
    const runs = Array.from({ length: 11 }, (_, index) => [
      ['fast', 0.1] as const,
      ['slow', 1 + index * index] as const,
    ]).flat();
    const seen = progressOf(runs);
    seen.forEach(({ fraction }, index) => {
      expect(fraction).toBeGreaterThanOrEqual(seen[index - 1]?.fraction ?? 0);
      expect(fraction).toBeLessThanOrEqual(1);
    });
    expect(seen.at(-1)).toMatchObject({ fraction: 1, secondsLeft: 0, runsDone: 22, runsTotal: 22 });
  });

  test('promises no time before every task has had a run', () => {
    const seen = progressOf([...times(11, ['fast', 0.1]), ['slow', 10]]);
    expect(
      seen.slice(0, 11).every(({ secondsLeft, fraction }) => secondsLeft === undefined && fraction === 0),
    ).toBe(true);
    expect(seen.at(-1)?.secondsLeft).toBeCloseTo(100, 9);
  });

  test('weighs runs by how long those of their task take', () => {
    // Ten seconds and a tenth of the slow task are done, one second and all of the fast one.
    const last = progressOf([...times(11, ['fast', 1]), ['slow', 9]]).at(-1);
    expect(last?.fraction).toBeCloseTo(20 / 110, 9);
  });

  test('divides the time that is left by the jobs', () => {
    const runs = [
      ['fast', 1],
      ['slow', 1],
    ] as const;
    expect(progressOf(runs, 2).at(-1)?.secondsLeft).toBeCloseTo(10, 9);
  });

  test('follows a plan that changes: never back, and to the end also with more runs than planned', () => {
    const seen: CompareProgress[] = [];
    const meter = progressMeter(
      ['task'],
      () => 1,
      (one) => seen.push(one),
    );
    meter.plan('task', 4);
    meter.finished(recordOf('task'), 1);
    meter.plan('task', 2);
    meter.finished(recordOf('task'), 1);
    expect(seen.map(({ runsTotal, secondsLeft }) => [runsTotal, secondsLeft])).toEqual([
      [4, 3],
      [2, 0],
    ]);
    meter.finished(recordOf('task'), 1);
    expect(seen.at(-1)).toMatchObject({ runsDone: 3, runsTotal: 3, fraction: 1, secondsLeft: 0 });
    meter.plan('another', 1);
    meter.finished(recordOf('another'), 1);
    expect(seen).toHaveLength(3);
  });

  test('stays finite when runs are too short for the clock', () => {
    const seen = progressOf([...times(11, ['fast', 0]), ...times(11, ['slow', 0])]);
    expect(seen.every(({ fraction }) => Number.isFinite(fraction))).toBe(true);
  });
});
