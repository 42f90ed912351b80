import type { BackendName } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import type { Task, TaskLoss, TaskReference } from '@losskit/tasks';

import type { Executor } from './execute/Executor.ts';
import type { TaskPlan } from './planTask.ts';
import type { ProgressMeter } from './progressMeter.ts';
import type { ExecutedRun, RunRecord } from './RunRecord.ts';
import type { LossResult, TaskResult } from './result.ts';
import { rankLosses, type UnrankedLoss } from './statistics/rankLosses.ts';
import { meanOf } from './statistics/studentInterval.ts';
import type { RunStore } from './store/RunStore.ts';
import { summarize } from './summarize.ts';
import { digestRows } from './trial/runFingerprint.ts';
import type { TrialRequest } from './trial/TrialRequest.ts';

/** A task with everything that decides how its losses are compared. */
export interface TaskComparison {
  readonly task: Task;
  /** Where worker processes find the task. */
  readonly reference: TaskReference | undefined;
  readonly losses: readonly TaskLoss[];
  readonly plan: TaskPlan;
  readonly seeds: readonly number[];
  readonly searchSeeds: readonly number[];
  readonly backend: BackendName;
  readonly confidence: number;
}

/** A loss with its final runs, one per seed. */
interface MeasuredLoss extends UnrankedLoss {
  readonly runs: readonly ExecutedRun[];
}

/** Mean validation score of a learning rate; null when any of its runs has none. */
function searchScore(records: readonly RunRecord[], metric: string): number | null {
  const scores = records.map(({ validation }) => validation[metric]);
  return scores.every((score) => score !== undefined) ? meanOf(scores) : null;
}

/** The best learning rate; the lowest of equals, and the lowest of all when every one diverged. */
function chooseLearningRate(search: LossResult['search'], higher: boolean): number {
  let best = search[0];
  for (const candidate of search) {
    if (candidate.score === null || !best) continue;
    const better =
      best.score === null || (higher ? candidate.score > best.score : candidate.score < best.score);
    if (better) best = candidate;
  }
  return best?.learningRate ?? Number.NaN;
}

async function measureLoss(
  comparison: TaskComparison,
  loss: TaskLoss,
  run: (request: TrialRequest) => Promise<ExecutedRun>,
): Promise<MeasuredLoss> {
  const { task, reference, plan, seeds, searchSeeds, backend } = comparison;
  const request = (learningRate: number, seed: number): TrialRequest => ({
    task: task.name,
    reference,
    loss: loss.name,
    seed,
    learningRate,
    backend,
    workload: plan.workload,
    batchSize: plan.batchSize,
    epochs: plan.epochs,
    rowShapes: plan.rowShapes,
    pictures: seed === seeds[0],
  });

  const searched = await Promise.all(
    plan.learningRates.map(async (learningRate) => {
      const runs = await Promise.all(searchSeeds.map((seed) => run(request(learningRate, seed))));
      const score = searchScore(
        runs.map(({ record }) => record),
        task.selectBy.name,
      );
      return { learningRate, score, runs };
    }),
  );
  const learningRate = chooseLearningRate(searched, task.selectBy.higherIsBetter);
  const known = searched.find((one) => one.learningRate === learningRate)?.runs ?? [];
  const others = await Promise.all(
    seeds.filter((seed) => !searchSeeds.includes(seed)).map((seed) => run(request(learningRate, seed))),
  );
  const runs = [...known, ...others];
  return {
    loss: loss.name,
    learningRate,
    search: searched.map(({ learningRate: rate, score }) => ({ learningRate: rate, score })),
    values: Object.fromEntries(
      [...task.metrics, ...task.measurements].map(({ name }) => [
        name,
        runs.map(({ record }) => (record.status === 'finished' ? (record.test[name] ?? null) : null)),
      ]),
    ),
    failure: runs.find(({ record }) => record.status === 'failed')?.record.reason,
    runs,
  };
}

/** All losses of a seed have to start from the same weights: else the comparison is not paired. */
function checkPairing(task: Task, runs: readonly ExecutedRun[]): void {
  const first = new Map<number, RunRecord>();
  for (const { record } of runs) {
    if (record.initialWeightsDigest === '') continue;
    const known = first.get(record.seed) ?? record;
    first.set(record.seed, known);
    if (known.initialWeightsDigest === record.initialWeightsDigest) continue;
    throw new LosskitError(
      'model-unpaired',
      `task ${task.name}: expected the same first weights for every loss of seed ${record.seed}, got others for ` +
        `${record.loss} than for ${known.loss}; draw what the model draws from randomStream(seed, …), or make it of layers.`,
    );
  }
}

/** The trivial model's metrics, means over the seeds. */
function trivialOf(runs: readonly ExecutedRun[]): Record<string, number> {
  const bySeed = new Map(
    runs.filter(({ record }) => record.steps > 0).map(({ record }) => [record.seed, record.trivial]),
  );
  const names = [...new Set([...bySeed.values()].flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, meanOf([...bySeed.values()].flatMap((values) => values[name] ?? []))]),
  );
}

/** Trains and ranks all losses on one task. @throws LosskitError for what concerns all of its losses. */
export async function compareTask(
  comparison: TaskComparison,
  executor: Executor,
  meter: ProgressMeter,
  store: RunStore | undefined,
): Promise<{ readonly result: TaskResult; readonly runs: readonly ExecutedRun[] }> {
  const { task, plan, confidence } = comparison;
  let failure: unknown;

  async function run(request: TrialRequest): Promise<ExecutedRun> {
    // What the data or the model are refused for, all other runs would be refused for as well.
    if (failure !== undefined) throw failure;
    const stored = await store?.find(request);
    if (stored) {
      meter.finished(stored.record, stored.seconds);
      return stored;
    }
    try {
      return await executor.run(request, async (executed) => {
        await store?.save(request, executed);
        meter.finished(executed.record, executed.seconds);
      });
    } catch (error) {
      failure ??= error;
      throw error;
    }
  }

  const measured = await Promise.all(comparison.losses.map((loss) => measureLoss(comparison, loss, run)));
  const runs = measured.flatMap((one) => one.runs);
  checkPairing(task, runs);
  const { name: metric, higherIsBetter } = task.rankBy;
  const ranking = { metric, higherIsBetter, confidence };
  const results = rankLosses(measured, ranking);
  const { train, validation, test } = plan.data;
  return {
    result: {
      task: task.name,
      kind: task.kind,
      sampling: task.sampling,
      figures: task.figures,
      metric,
      higherIsBetter,
      selectionMetric: task.selectBy.name,
      metrics: [...task.metrics, ...task.measurements],
      origin: task.origin ?? {
        kind: 'own',
        description: 'data of the task itself',
        sha256: digestRows([train, validation, test]),
      },
      parts: { train: train.rows, validation: validation.rows, test: test.rows },
      trivial: trivialOf(runs),
      summary: summarize(results, ranking),
      results,
    },
    runs: results.flatMap(({ loss }) => measured.find((one) => one.loss === loss)?.runs ?? []),
  };
}
