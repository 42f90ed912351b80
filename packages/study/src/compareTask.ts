import type { TaskLoss } from '@losskit/tasks';

import { checkPairing } from './checkPairing.ts';
import { crossMatrix, evaluatingLosses } from './crossMatrix.ts';
import type { Executor } from './execute/Executor.ts';
import { type LossRuns, meanTrivial, measureLoss, trivialBySeed } from './measureLoss.ts';
import type { ProgressMeter } from './progressMeter.ts';
import type { ExecutedRun } from './RunRecord.ts';
import type { TaskResult } from './result.ts';
import { runsOfSearch, searchLearningRate } from './search/searchLearningRate.ts';
import { spacedRates } from './search/spacedRates.ts';
import type { TunedLoss } from './search/tuning.ts';
import { openRace, type Ranking } from './statistics/race.ts';
import { varianceOfMean } from './statistics/varianceOfMean.ts';
import type { RunStore } from './store/RunStore.ts';
import type { TaskComparison } from './TaskComparison.ts';
import { type TaskRuns, taskRuns } from './taskRuns.ts';
import { digestRows } from './trial/runFingerprint.ts';

function rankingOf({ task, plan, seeds, confidence, margin, baseline }: TaskComparison): Ranking {
  const { rankBy, sampling } = task;
  const { train, test } = plan.data;
  const parts = { train: train.rows, test: test.rows };
  const all = [...task.metrics, ...task.measurements];
  return {
    metric: rankBy.name,
    higherIsBetter: rankBy.higherIsBetter,
    confidence,
    bounds: rankBy.bounds,
    boundsOf: (name) => all.find((one) => one.name === name)?.bounds,
    resolution: rankBy.countsRows ? 1 / test.rows : 0,
    variance: (count) => varianceOfMean({ sampling, parts }, count),
    sampling,
    margin,
    baseline,
    seeds,
  };
}

/** A loss in the race. */
interface Entrant extends LossRuns {
  readonly taskLoss: TaskLoss;
  readonly runs: readonly ExecutedRun[];
}

/** Finds the learning rate of a loss, and its options where these are tuned. */
async function enter(
  { task, plan, searchSeeds }: TaskComparison,
  { variants }: TunedLoss,
  candidates: number,
  runs: TaskRuns,
): Promise<Entrant[]> {
  const { chosen, search } = await searchLearningRate(
    {
      losses: variants.map(({ name }) => name),
      learningRates: spacedRates(plan.learningRates, Math.ceil(candidates / variants.length)),
      seeds: searchSeeds,
      higherIsBetter: task.selectBy.higherIsBetter,
      isAdmissible: plan.isAdmissible,
    },
    async (name, learningRate, seed) => {
      const [loss] = variants.filter((one) => one.name === name);
      const executed = loss && (await runs.run({ loss, learningRate, seed }));
      // What is not at rest may be better for that: it would be the optimizer that is chosen, and not the loss.
      if (executed?.record.converged === false) return null;
      return executed?.record.validation[task.selectBy.name] ?? null;
    },
  );
  const { learningRate, loss } = chosen;
  return variants
    .filter(({ name }) => name === loss)
    .map((taskLoss) => ({ loss, taskLoss, learningRate, search, records: [], runs: [] }));
}

/** Runs what is missing up to a number of seeds. */
async function runSeeds(
  entrant: Entrant,
  seeds: number,
  evaluateBy: readonly string[],
  runs: TaskRuns,
): Promise<Entrant> {
  const { taskLoss: loss, learningRate } = entrant;
  const all = Array.from({ length: seeds }, (_, seed) => seed);
  const added = await Promise.all(
    all.slice(entrant.runs.length).map((seed) => runs.runToTheEnd({ loss, learningRate, seed }, evaluateBy)),
  );
  const executed = [...entrant.runs, ...added];
  return { ...entrant, runs: executed, records: executed.map(({ record }) => record) };
}

/** Trains and ranks all losses on one task. @throws LosskitError for what concerns all of its losses. */
export async function compareTask(
  comparison: TaskComparison,
  executor: Executor,
  meter: ProgressMeter,
  store: RunStore | undefined,
): Promise<{ readonly result: TaskResult; readonly runs: readonly ExecutedRun[] }> {
  const { task, plan, losses, searchSeeds } = comparison;
  const runs = taskRuns(comparison, executor, meter, store);
  const ranking = rankingOf(comparison);
  const race = openRace(ranking);
  const maxSeeds = race.looks.at(-1)?.seeds ?? 0;
  // Every loss tries as many candidates as the one with most of them: none is tuned better than the others.
  const candidates = Math.max(...losses.map(({ variants }) => variants.length)) * plan.learningRates.length;
  runs.expect(losses.length * (runsOfSearch(candidates, searchSeeds.length) + maxSeeds));

  const entrants = await Promise.all(losses.map((loss) => enter(comparison, loss, candidates, runs)));
  let racing = entrants.flat();
  const evaluateBy = evaluatingLosses(racing.map(({ taskLoss }) => taskLoss)).map(({ name }) => name);
  const entered = new Map<string, Entrant>();
  for (const { seeds } of race.looks) {
    racing = await Promise.all(racing.map((entrant) => runSeeds(entrant, seeds, evaluateBy, runs)));
    for (const entrant of racing) entered.set(entrant.loss, entrant);
    const records = [...entered.values()].flatMap((entrant) => entrant.records);
    checkPairing(task, records);
    const trivial = trivialBySeed(records);
    const goOn = race.look(racing.map((entrant) => measureLoss(task, entrant, trivial)));
    runs.expect(-(racing.length - goOn.length) * (maxSeeds - seeds));
    racing = racing.filter(({ loss }) => goOn.includes(loss));
    if (racing.length === 0) break;
  }

  const verdicts = race.verdicts();
  const ranked = verdicts.results.flatMap(({ loss }) => entered.get(loss) ?? []);
  const executed = ranked.flatMap((entrant) => entrant.runs);
  const { train, validation, test } = plan.data;
  return {
    result: {
      task: task.name,
      kind: task.kind,
      sampling: task.sampling,
      figures: task.figures,
      metric: task.rankBy.name,
      higherIsBetter: task.rankBy.higherIsBetter,
      selectionMetric: task.selectBy.name,
      metrics: [...task.metrics, ...task.measurements].map(({ name, higherIsBetter }) => ({
        name,
        higherIsBetter,
      })),
      origin: task.origin ?? {
        kind: 'own',
        description: 'data of the task itself',
        sha256: digestRows([train, validation, test]),
      },
      parts: { train: train.rows, validation: validation.rows, test: test.rows },
      trivial: meanTrivial(trivialBySeed(executed.map(({ record }) => record))),
      saved: { runs: ranked.length * maxSeeds - executed.length, of: ranked.length * maxSeeds },
      baseline: comparison.baseline ?? null,
      resolution: ranking.resolution,
      ...verdicts,
      crossMatrix: crossMatrix(ranked),
    },
    runs: executed,
  };
}
