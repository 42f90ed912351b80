import { taskLoss } from '@losskit/tasks';
import { linearTask } from '@losskit/tasks/built-in';
import { describe, expect, test } from 'vitest';

import { unmeasuredRun } from './execute/unmeasuredRun.ts';
import { type Entrant, type RaceOutcome, raceLosses } from './raceLosses.ts';
import type { Search } from './result.ts';
import type { Ranking } from './statistics/race.ts';
import type { TaskRuns } from './taskRuns.ts';
import type { RunOf } from './trialRequest.ts';

const task = linearTask();
const SEARCH: Search = { candidates: [], range: [0.1, 0.1], decades: 0, failedShare: 0, atEdge: false };
const RANKING: Ranking = {
  metric: 'rmse',
  higherIsBetter: false,
  confidence: 0.95,
  boundsOf: () => undefined,
  resolution: 0,
  variance: (seeds) => 1 / seeds,
  sampling: 'fresh',
  margin: 0.1,
  baseline: undefined,
  seeds: 10,
};

/** How far each loss is from the truth; the third is far behind. */
const ERRORS = new Map([
  ['meanSquaredError', 1],
  ['meanAbsoluteError', 1.05],
  ['huber', 5],
]);

function entrants(): Entrant[] {
  return [...ERRORS.keys()].map((name) => ({
    loss: name,
    taskLoss: taskLoss(name),
    learningRate: 0.1,
    search: SEARCH,
    records: [],
    done: [],
    lost: [],
  }));
}

/** Runs that end at once, of which the machine loses some. */
function runsLosing(isLost: (loss: string, seed: number) => boolean): TaskRuns & { asked: string[] } {
  const asked: string[] = [];
  async function run({ loss: { name: loss }, learningRate, seed }: RunOf) {
    asked.push(`${loss} ${seed}`);
    const why = { status: 'lost', code: 'process-died', reason: `${loss} ${seed} is lost` } as const;
    const nothing = unmeasuredRun({ task: 'linear', loss, seed, learningRate }, why, 0);
    if (isLost(loss, seed)) return nothing;
    const rmse = (ERRORS.get(loss) ?? 0) + ((seed * 7) % 5) / 10 + (loss.length % (seed + 2)) / 50;
    return {
      seconds: 0,
      record: {
        ...nothing.record,
        status: 'finished' as const,
        code: '',
        reason: '',
        test: { rmse },
        trivial: { rmse: 9 },
        initialWeightsDigest: `first ${seed}`,
        weightsDigest: `${loss} ${seed}`,
      },
    };
  }
  return { run, runToTheEnd: run, expect: () => {}, asked };
}

const race = (of: readonly Entrant[], ranking: Ranking, runs: TaskRuns) =>
  raceLosses(of, task, ranking, [], runs);

test('a loss that misses a run is taken out, and the others race as if it had not been there', async () => {
  for (const lostAt of [0, 4, 7]) {
    const runs = runsLosing((loss, seed) => loss === 'meanSquaredError' && seed === lostAt);
    const { verdicts, ranked, lost } = await race(entrants(), RANKING, runs);
    const alone = await race(
      entrants().slice(1),
      RANKING,
      runsLosing(() => false),
    );
    expect(verdicts).toEqual(alone.verdicts);
    expect(ranked.map(({ records }) => records)).toEqual(alone.ranked.map(({ records }) => records));
    expect(lost).toEqual([
      {
        loss: 'meanSquaredError',
        seed: lostAt,
        learningRate: 0.1,
        code: 'process-died',
        reason: `meanSquaredError ${lostAt} is lost`,
      },
    ]);
    // Nothing that was done is done again.
    expect(new Set(runs.asked).size).toBe(runs.asked.length);
  }
});

test('so is one that missed a run of its search, before it is given a seed', async () => {
  const runs = runsLosing(() => false);
  const [first, ...others] = entrants();
  if (!first) throw new Error('expected a loss');
  const why = { status: 'lost', code: 'out-of-memory', reason: 'no memory' } as const;
  const { record } = unmeasuredRun(
    { task: 'linear', loss: first.loss, seed: 10_000, learningRate: 3 },
    why,
    0,
  );
  const { ranked, lost } = await race([{ ...first, lost: [record] }, ...others], RANKING, runs);
  expect(ranked.map(({ loss }) => loss)).toEqual(['meanAbsoluteError', 'huber']);
  expect(lost).toEqual([
    { loss: first.loss, seed: 10_000, learningRate: 3, code: 'out-of-memory', reason: 'no memory' },
  ]);
  expect(runs.asked.some((asked) => asked.startsWith('meanSquaredError'))).toBe(false);
});

test('a baseline that is taken out compares nothing', async () => {
  const runs = runsLosing((loss) => loss === 'meanSquaredError');
  const { verdicts } = await race(entrants(), { ...RANKING, baseline: 'meanSquaredError' }, runs);
  expect(verdicts.results.map(({ againstBaseline }) => againstBaseline)).toEqual([null, null]);
});

test('where every loss misses a run, that is the error', async () => {
  const runs = runsLosing((_, seed) => seed === 2);
  await expect(race(entrants(), RANKING, runs)).rejects.toMatchObject({
    code: 'process-died',
    message:
      'task linear: expected one loss or more with all of its runs, got 3 runs lost: meanSquaredError 2 is lost',
  });
});

test('nothing is lost where nothing is', async () => {
  const { ranked, lost } = await race(
    entrants(),
    RANKING,
    runsLosing(() => false),
  );
  expect(ranked).toHaveLength(3);
  expect(lost).toEqual([]);
});

describe('what the runs so far would come to', () => {
  const interims = async (
    ranking: Ranking,
    isLost: (loss: string, seed: number) => boolean = () => false,
  ) => {
    const told: RaceOutcome[] = [];
    const outcome = await raceLosses(entrants(), task, ranking, [], runsLosing(isLost), (interim) => {
      told.push(interim);
    });
    return { told, outcome };
  };
  const seedsOf = ({ verdicts }: RaceOutcome) => verdicts.results.map(({ seeds }) => seeds);

  test('is told seed by seed, with what was stopped as it was', async () => {
    const { told } = await interims({ ...RANKING, margin: 0 });
    expect(told.map((interim) => Math.max(...seedsOf(interim)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // Huber is stopped by the look at five.
    expect(told.slice(6, 7).map(seedsOf)).toEqual([[7, 7, 5]]);
    expect(told[6]?.saved).toBe(5);
  });

  test('is no look: the race comes to the same, whether anybody asks or not', async () => {
    const alone = await race(
      entrants(),
      RANKING,
      runsLosing(() => false),
    );
    const { told, outcome } = await interims(RANKING);
    expect(outcome).toEqual(alone);
    expect(told.every(({ verdicts }) => verdicts.looks.every(({ seeds }) => [5, 10].includes(seeds)))).toBe(
      true,
    );
  });

  test('comes from what the look says of the same seeds', async () => {
    // At the level of the look at ten, over the seeds that a comparison of four makes its only look at.
    const { told } = await interims({ ...RANKING, seeds: 9 });
    const four = await race(
      entrants(),
      { ...RANKING, seeds: 4 },
      runsLosing(() => false),
    );
    const verdicts = (outcome: RaceOutcome) =>
      outcome.verdicts.results.map(({ loss, verdict, difference, metrics }) => [
        loss,
        verdict,
        difference,
        metrics,
      ]);
    expect(told.slice(3, 4).map(verdicts)).toEqual([verdicts(four)]);
  });

  test('is not told while a loss misses a run', async () => {
    const { told } = await interims(RANKING, (loss, seed) => loss === 'huber' && seed === 1);
    expect(told.map(seedsOf)[0]).toEqual([1, 1, 1]);
    expect(told.slice(1).every((interim) => seedsOf(interim).length === 2)).toBe(true);
  });
});
