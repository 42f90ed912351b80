import { describe, expect, test } from 'vitest';

import { type CompareProgress, type PlannedRuns, progressMeter } from './progressMeter.ts';
import type { RunRecord } from './RunRecord.ts';

/** A comparison of one loss: five learning rates on two seeds and one more seed, so 11 runs. */
function comparisonOf(name: string): PlannedRuns {
  return {
    task: { name },
    losses: ['meanSquaredError'],
    plan: { learningRates: [0.003, 0.01, 0.03, 0.1, 0.3] },
    seeds: [0, 1, 2],
    searchSeeds: [0, 1],
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
    trivial: {},
    initialWeightsDigest: '',
    weightsDigest: '',
    exhibits: {},
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

  test('stays finite when runs are too short for the clock', () => {
    const seen = progressOf([...times(11, ['fast', 0]), ...times(11, ['slow', 0])]);
    expect(seen.every(({ fraction }) => Number.isFinite(fraction))).toBe(true);
  });
});
