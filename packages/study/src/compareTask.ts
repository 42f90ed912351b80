import type { BackendName } from '@losskit/backends';
import type { Task } from '@losskit/data';

import type { ExecutedRun, Executor } from './execute/Executor.ts';
import type { LossExpression } from './lossExpression.ts';
import type { ProgressMeter } from './progressMeter.ts';
import type { LossResult, RunRecord, TaskResult } from './result.ts';
import type { RunRequest } from './run/RunRequest.ts';
import type { TaskSource } from './run/TaskSource.ts';
import { higherIsBetter, metricsOf } from './run/taskMetrics.ts';
import type { TaskPlan } from './run/taskPlan.ts';
import { rankLosses, type UnrankedLoss } from './statistics/rankLosses.ts';
import { meanOf } from './statistics/studentInterval.ts';
import type { RunStore } from './store/RunStore.ts';
import { summarize } from './summarize.ts';

/** A task with everything that decides how its losses are compared. */
export interface TaskComparison {
  readonly source: TaskSource;
  readonly task: Task;
  readonly losses: readonly LossExpression[];
  readonly plan: TaskPlan;
  readonly seeds: readonly number[];
  readonly searchSeeds: readonly number[];
  readonly backend: BackendName;
  readonly epochs: number | undefined;
  readonly confidence: number;
}

/** A loss with its final runs, one per seed. */
interface MeasuredLoss extends UnrankedLoss {
  readonly runs: readonly ExecutedRun[];
}

/** Mean validation score of a learning rate; null when any of its runs diverged. */
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
  loss: LossExpression,
  run: (request: RunRequest) => Promise<ExecutedRun>,
): Promise<MeasuredLoss> {
  const { task, plan, seeds, searchSeeds, source, backend, epochs } = comparison;
  const request = (learningRate: number, seed: number): RunRequest => ({
    source,
    loss: loss.name,
    seed,
    learningRate,
    backend,
    epochs,
    keepPictures: seed === seeds[0],
  });

  const searched = await Promise.all(
    plan.learningRates.map(async (learningRate) => {
      const runs = await Promise.all(searchSeeds.map((seed) => run(request(learningRate, seed))));
      const score = searchScore(
        runs.map(({ record }) => record),
        plan.selectionMetric,
      );
      return { learningRate, score, runs };
    }),
  );
  const learningRate = chooseLearningRate(searched, higherIsBetter(task, plan.selectionMetric));
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
      metricsOf(task).map(({ name }) => [name, runs.map(({ record }) => record.test[name] ?? null)]),
    ),
    runs,
  };
}

/** Trains and ranks all losses on one task. */
export async function compareTask(
  comparison: TaskComparison,
  executor: Executor,
  meter: ProgressMeter,
  store: RunStore | undefined,
): Promise<{ readonly result: TaskResult; readonly runs: readonly ExecutedRun[] }> {
  const { task, plan, confidence } = comparison;

  async function run(request: RunRequest): Promise<ExecutedRun> {
    const stored = await store?.find(request);
    if (stored) {
      meter.finished(stored.record, stored.seconds);
      return stored;
    }
    return executor.run(request, async (executed) => {
      await store?.save(request, executed);
      meter.finished(executed.record, executed.seconds);
    });
  }

  const measured = await Promise.all(comparison.losses.map((loss) => measureLoss(comparison, loss, run)));
  const ranking = { metric: plan.metric, higherIsBetter: higherIsBetter(task, plan.metric), confidence };
  const results = rankLosses(measured, ranking);
  const { train, validation, test } = task.split(comparison.seeds[0] ?? 0);
  return {
    result: {
      task: task.name,
      kind: task.kind,
      ...ranking,
      selectionMetric: plan.selectionMetric,
      metrics: metricsOf(task).map(({ name, higherIsBetter: higher }) => ({ name, higherIsBetter: higher })),
      origin: task.origin,
      parts: { train: train.rows, validation: validation.rows, test: test.rows },
      summary: summarize(results, ranking),
      results,
    },
    runs: results.flatMap(({ loss }) => measured.find((one) => one.loss === loss)?.runs ?? []),
  };
}
