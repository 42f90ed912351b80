import { ArgumentRangeError, LosskitError, rangeError, untilAborted, withNearestName } from '@losskit/errors';
import { nodeFileSystem } from '@losskit/files';
import {
  builtInTask,
  type GivenLoss,
  type Task,
  type TaskLoss,
  type TrainingOptions,
  taskLoss,
} from '@losskit/tasks';

import { acrossTasks } from './across/acrossTasks.ts';
import {
  type CompareOptions,
  checkCompareOptions,
  DEFAULT_SEEDS,
  type InterimTask,
  type PlannedTask,
  SEARCH_SEEDS,
} from './CompareOptions.ts';
import { contextsOf } from './cells/contextsOf.ts';
import { type ComparedTask, compareTask } from './compareTask.ts';
import { comparisonConfig } from './comparisonConfig.ts';
import { resultsContext, runsContext } from './comparisonContext.ts';
import type { Executor } from './execute/Executor.ts';
import { inProcess } from './execute/inProcess.ts';
import { processPool } from './execute/processPool.ts';
import { offerInWorker } from './execute/scriptInWorker.ts';
import { explanationStore } from './explain/ExplanationStore.ts';
import { explainAll } from './explain/explainAll.ts';
import { checkLosses, lossesOf, type ReadLoss, readLosses } from './lossesToCompare.ts';
import { planTask } from './planTask.ts';
import { previewTask } from './previewTask.ts';
import { progressMeter } from './progressMeter.ts';
import { referenceFor } from './referenceFor.ts';
import type { StudyResult, TaskProblem, TaskResult } from './result.ts';
import { checkTuning, tunedLosses } from './search/tuning.ts';
import { methodWords } from './statistics/methodWords.ts';
import { looksOf } from './statistics/race.ts';
import { isFinished, markFinished, readFinished } from './store/finishedStudy.ts';
import { openRunStore, type RunStore } from './store/RunStore.ts';
import { sha256 } from './store/storedRun.ts';
import { writeStudy } from './store/writeStudy.ts';
import { measureStress } from './stress/measureStress.ts';
import { planStress } from './stress/planStress.ts';
import type { TaskComparison } from './TaskComparison.ts';
import { curveMetric } from './trial/curveMetric.ts';
import { trialFinder } from './trial/trialFinder.ts';
import { warningsOf } from './warningsOf.ts';

const CONFIDENCE = 0.95;

/** The name of the baseline, which has to be among the losses of a task. */
function readBaseline(baseline: GivenLoss | undefined, compared: readonly TaskLoss[]): string | undefined {
  if (baseline === undefined) return undefined;
  const { name } = taskLoss(baseline);
  const names = [...new Set(compared.map((loss) => loss.name))];
  if (names.includes(name)) return name;
  throw new ArgumentRangeError(
    `compare: expected baseline to be one of the losses, ${names.join(', ')}, got ${withNearestName(name, names)}.`,
  );
}

function readTasks(given: CompareOptions['tasks']): readonly Task[] {
  const tasks = given.map((one) => (typeof one === 'string' ? builtInTask(one) : one));
  if (tasks.length === 0) throw rangeError('compare', 'one task or more', tasks);
  const twice = tasks.find((task, place) => tasks.findIndex(({ name }) => name === task.name) !== place);
  if (twice)
    throw new ArgumentRangeError(`compare: expected tasks of different names, got '${twice.name}' twice.`);
  return tasks;
}

function trainingIn(options: CompareOptions): TrainingOptions {
  const { optimizer, schedule, learningRates, batchSize, epochs, steps, minEpochs } = options;
  const given = Object.entries({ optimizer, schedule, learningRates, batchSize, epochs, steps, minEpochs });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function problemOf(task: Task, error: unknown): TaskProblem {
  if (!(error instanceof LosskitError) || error.code === 'interrupted') throw error;
  return { task: task.name, code: error.code, message: error.message };
}

/** Makes everything ready that the comparison of a task needs. */
async function planComparison(
  task: Task,
  asked: readonly ReadLoss[],
  options: CompareOptions,
  baseline: string | undefined,
): Promise<TaskComparison> {
  const losses = lossesOf(task, asked);
  const training = trainingIn(options);
  const plan = await planTask(task, training, 0);
  // What cannot be added up is refused before anything is trained.
  for (const loss of losses) task.link(loss, task.shapeOf(plan.data));
  return {
    task,
    reference: await referenceFor(task, losses, options, training),
    losses: tunedLosses(losses, options.tune ?? {}),
    plan,
    seeds: options.seeds ?? DEFAULT_SEEDS,
    searchSeeds: SEARCH_SEEDS,
    backend: options.backend ?? 'auto',
    compile: options.compile ?? 'auto',
    confidence: CONFIDENCE,
    margin: options.margin,
    explain: options.explain ?? false,
    baseline: losses.some(({ name }) => name === baseline) ? baseline : undefined,
  };
}

function plannedTask({ task, losses, plan: { data } }: TaskComparison): PlannedTask {
  const named = ({ name, higherIsBetter }: Pick<Task['rankBy'], 'name' | 'higherIsBetter'>) => ({
    name,
    higherIsBetter,
  });
  return {
    task: task.name,
    kind: task.kind,
    losses: losses.map(({ loss }) => loss.name),
    metric: task.rankBy.name,
    selectionMetric: named(task.selectBy),
    curveMetric: named(curveMetric(task)),
    preview: previewTask(task, data),
  };
}

function interimTask({ result, runs }: ComparedTask, isFinal: boolean): InterimTask {
  const seeds = Math.max(...result.results.map((one) => one.seeds));
  return { isFinal, seeds, result, runs: runs.map(({ record }) => record) };
}

/** A task of a comparison that was finished before. */
function storedTask(result: TaskResult, { runs }: StudyResult): InterimTask {
  const seeds = Math.max(...result.results.map((one) => one.seeds));
  return { isFinal: true, seeds, result, runs: runs.filter(({ task }) => task === result.task) };
}

/**
 * Trains every loss on every task over paired seeds, and says with statistics which is best on each task.
 *
 * For each task and seed all losses get the same data, initial weights and batch order. Each loss tries the same
 * learning rates on seeds of their own and keeps the one with the best validation score; then it runs on the seeds that are
 * reported and is measured on the test part. What ranks is a common metric, never the loss itself. What a look at the first seeds
 * tells already is not run on the others.
 *
 * A task that cannot be compared is a problem of the result, and the others go on; where none can, its error is thrown.
 *
 * @throws LosskitError for data, losses or settings that cannot be used; `interrupted` when the signal aborted.
 * @example
 * ```ts
 * import { huber, meanSquaredError } from '@losskit/losses';
 * const { comparison } = await compare({ tasks: ['linear'], losses: [meanSquaredError, huber.with({ delta: 0.2 })], seeds: 10 });
 * console.log(comparison.tasks[0]?.answer); // …
 * ```
 */
export async function compare(options: CompareOptions): Promise<StudyResult> {
  checkCompareOptions(options);
  const { seeds = DEFAULT_SEEDS, jobs = 1, losses = ['common'], tune = {} } = options;
  const { signal, folder, files = nodeFileSystem, openExecutor, onInterim } = options;
  const started = performance.now();
  const asked = readLosses(losses);
  const { tasks, stressed } = planStress(readTasks(options.tasks), options.stress ?? {});
  checkLosses(tasks, asked);
  const compared = tasks.flatMap((task) => lossesOf(task, asked));
  const baseline = readBaseline(options.baseline, compared);
  checkTuning(compared, tune);
  await offerInWorker({ losses: compared, training: trainingIn(options) });

  const looks = looksOf(seeds);
  const seedList = Array.from({ length: looks.at(-1)?.seeds ?? 0 }, (_, seed) => seed);
  const problems: TaskProblem[] = [];
  let firstFailure: unknown;
  const note = (task: Task, error: unknown) => {
    const problem = problemOf(task, error);
    firstFailure ??= error;
    problems.push(problem);
    options.onProblem?.(problem);
  };
  const comparisons: TaskComparison[] = [];
  const local =
    jobs > 1 && !openExecutor ? processPool(jobs, signal) : inProcess(trialFinder(comparisons), signal);
  let executor: Executor = local;
  let store: RunStore | undefined;
  try {
    // Processes take as long to start as data to load.
    const mayBeFinished = folder !== undefined && (await isFinished(folder, files));
    if (!mayBeFinished && !openExecutor) local.start();
    for (const task of tasks) {
      try {
        comparisons.push(
          await untilAborted('compare', signal, () => planComparison(task, asked, options, baseline)),
        );
      } catch (error) {
        note(task, error);
      }
    }
    if (comparisons.length === 0) throw firstFailure;

    const { config, backends } = await comparisonConfig(comparisons, {
      seeds: seedList,
      confidence: CONFIDENCE,
      margin: options.margin ?? 'default',
      ...(options.compile && options.compile !== 'auto' && { compile: options.compile }),
      baseline: baseline ?? null,
      ...(Object.keys(tune).length > 0 && { tune }),
      method: methodWords({ confidence: CONFIDENCE, looks, searchSeeds: SEARCH_SEEDS.length }),
    });
    const context = runsContext(config, comparisons);
    const contextOfResults = resultsContext(context, comparisons);
    const tellPlan = () => {
      for (const { task, backend } of backends) options.onBackend?.(task, backend);
      options.onPlan?.({ config, tasks: comparisons.map(plannedTask) });
    };
    const finished =
      mayBeFinished && problems.length === 0
        ? await readFinished(folder, contextOfResults, files)
        : undefined;
    if (finished) {
      tellPlan();
      options.onContinue?.();
      for (const task of finished.comparison.tasks) onInterim?.(storedTask(task, finished));
      return finished;
    }
    store = folder === undefined ? undefined : await openRunStore(folder, context, files);
    tellPlan();
    const taskNames = comparisons.map(({ task }) => task.name);
    if (openExecutor) executor = await openExecutor(await contextsOf(comparisons), signal, sha256(context));
    const meter = progressMeter(taskNames, () => executor.jobs, options.onProgress);
    if (store && store.usable > 0) options.onContinue?.();
    if (store && store.unusable.length > 0) options.onUnusable?.(store.unusable);
    const settled = await Promise.all(
      comparisons.map(async (comparison) => {
        try {
          const tell = onInterim && ((soFar: ComparedTask) => onInterim(interimTask(soFar, false)));
          const compared = await compareTask(comparison, executor, meter, store, tell);
          onInterim?.(interimTask(compared, true));
          return [{ ...compared, comparison, preview: previewTask(comparison.task, comparison.plan.data) }];
        } catch (error) {
          note(comparison.task, error);
          return [];
        }
      }),
    );
    const results = settled.flat();
    if (results.length === 0) throw firstFailure;
    const explanations = options.explain
      ? await explainAll(
          results,
          folder === undefined ? undefined : explanationStore(folder, context, files),
          meter,
          signal,
        )
      : { tasks: results.map(({ result }) => result), warnings: [] };
    const tasksCompared = explanations.tasks;
    const runs = results.flatMap((result) => result.runs.map(({ record }) => record));
    const warnings = [...warningsOf(runs), ...explanations.warnings];
    const stress = stressed.flatMap((one) => measureStress(one, tasksCompared, CONFIDENCE) ?? []);
    // Levels of one task are no tasks of their own.
    const across = stressed.length > 0 ? undefined : acrossTasks(tasksCompared, CONFIDENCE);
    const study: StudyResult = {
      comparison: {
        version: 2,
        config,
        tasks: tasksCompared,
        ...(across && { across }),
        ...(stress.length > 0 && { stress }),
        ...(warnings.length > 0 && { warnings }),
        ...(problems.length > 0 && { problems }),
      },
      runs,
      previews: results.map(({ preview }) => preview),
      timings: {
        total: (performance.now() - started) / 1000,
        runs: results.flatMap(({ runs }) =>
          runs.map(({ record: { task, loss, seed }, seconds }) => ({ task, loss, seed, seconds })),
        ),
      },
    };
    if (folder !== undefined) await writeStudy(folder, study, files);
    // Last, so that a comparison that could not be written down, or lacks something, continues instead of starting over.
    const isComplete = problems.length === 0 && tasksCompared.every(({ lost }) => lost === undefined);
    if (isComplete) await store?.finish();
    if (isComplete && folder !== undefined) await markFinished(folder, contextOfResults, files);
    return study;
  } finally {
    await executor.close();
    await store?.close();
  }
}
