import { crossMatrix, evaluatingLosses } from './crossMatrix.ts';
import type { Executor } from './execute/Executor.ts';
import { MOST_EXPLAINED } from './explain/explainTask.ts';
import { meanTrivial, trivialBySeed } from './measureLoss.ts';
import type { ProgressMeter } from './progressMeter.ts';
import type { ExecutedRun, RunRecord } from './RunRecord.ts';
import { type Entrant, type RaceOutcome, raceLosses } from './raceLosses.ts';
import type { LostRun, TaskResult } from './result.ts';
import { runsOfSearch, searchLearningRate } from './search/searchLearningRate.ts';
import { spacedRates } from './search/spacedRates.ts';
import type { TunedLoss } from './search/tuning.ts';
import { listNames } from './statistics/listNames.ts';
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

/** Finds the learning rate of a loss, and its options where these are tuned. */
async function enter(
  { task, plan, searchSeeds }: TaskComparison,
  { variants }: TunedLoss,
  candidates: number,
  runs: TaskRuns,
): Promise<Entrant[]> {
  const lost: RunRecord[] = [];
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
      if (executed?.record.status === 'lost') lost.push(executed.record);
      // What is not at rest may be better for that: it would be the optimizer that is chosen, and not the loss.
      if (executed?.record.converged === false) return null;
      return executed?.record.validation[task.selectBy.name] ?? null;
    },
  );
  const { learningRate, loss } = chosen;
  return variants
    .filter(({ name }) => name === loss)
    .map((taskLoss) => ({ loss, taskLoss, learningRate, search, records: [], done: [], lost }));
}

/** What is said of runs that the machine has lost. */
function lostWords(lost: readonly LostRun[]): string {
  const losses = [...new Set(lost.map(({ loss }) => loss))];
  const counted = losses.map((name) => {
    const runs = lost.filter(({ loss }) => loss === name).length;
    return `${name} (${runs} ${runs === 1 ? 'run' : 'runs'})`;
  });
  return `Not compared, because the machine lost runs of it: ${listNames(counted)}.`;
}

/** All that is said of a task, and the runs that say it. */
export interface ComparedTask {
  readonly result: TaskResult;
  readonly runs: readonly ExecutedRun[];
}

function comparedTask(
  { task, plan, baseline }: TaskComparison,
  ranking: Ranking,
  { verdicts, ranked, lost, saved }: RaceOutcome,
): ComparedTask {
  const executed = ranked.flatMap(({ done, records }) => done.slice(0, records.length));
  const maxSeeds = openRace(ranking).looks.at(-1)?.seeds ?? 0;
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
      saved: { runs: saved, of: ranked.length * maxSeeds },
      baseline: baseline ?? null,
      resolution: ranking.resolution,
      ...verdicts,
      ...(lost.length > 0 && {
        summary: [verdicts.summary, lostWords(lost)].filter((words) => words !== '').join(' '),
        lost,
      }),
      crossMatrix: crossMatrix(task, ranked),
    },
    runs: executed,
  };
}

/**
 * Trains and ranks all losses on one task.
 *
 * @param onInterim - Called with what the runs so far would come to, whenever all losses have one seed more. It decides nothing.
 * @throws LosskitError for what concerns all of its losses.
 */
export async function compareTask(
  comparison: TaskComparison,
  executor: Executor,
  meter: ProgressMeter,
  store: RunStore | undefined,
  onInterim?: (interim: ComparedTask) => void,
): Promise<ComparedTask> {
  const { task, plan, losses, searchSeeds } = comparison;
  const runs = taskRuns(comparison, executor, meter, store);
  const ranking = rankingOf(comparison);
  const maxSeeds = openRace(ranking).looks.at(-1)?.seeds ?? 0;
  // Every loss tries as many candidates as the one with most of them: none is tuned better than the others.
  const candidates = Math.max(...losses.map(({ variants }) => variants.length)) * plan.learningRates.length;
  const explained = comparison.explain ? Math.min(MOST_EXPLAINED, losses.length) : 0;
  runs.expect(losses.length * (runsOfSearch(candidates, searchSeeds.length) + maxSeeds) + explained);

  const entrants = (
    await Promise.all(losses.map((loss) => enter(comparison, loss, candidates, runs)))
  ).flat();
  const evaluateBy = evaluatingLosses(
    task,
    entrants.map(({ taskLoss }) => taskLoss),
  ).map(({ name }) => name);
  const tellInterim =
    onInterim && ((soFar: RaceOutcome) => onInterim(comparedTask(comparison, ranking, soFar)));
  const outcome = await raceLosses(entrants, task, ranking, evaluateBy, runs, tellInterim);
  return comparedTask(comparison, ranking, outcome);
}
