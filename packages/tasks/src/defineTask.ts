import { isRows } from '@losskit/data';
import {
  ArgumentRangeError,
  checkOptions,
  LosskitError,
  rangeError,
  typeError,
  withNearestName,
} from '@losskit/errors';
import type { Metric } from '@losskit/metrics';

import { createModel } from './createModel.ts';
import type { Exhibits } from './Exhibits.ts';
import type { GivenData } from './GivenRows.ts';
import { KINDS } from './kinds/index.ts';
import type { KindName } from './kinds/kindNames.ts';
import type { MetricBatches, TargetKind } from './kinds/TargetKind.ts';
import type { TargetShape } from './kinds/TargetShape.ts';
import { linkLoss } from './linkLoss.ts';
import { loadData, shapeOfData } from './loadData.ts';
import { standardLosses } from './lossGroups.ts';
import { registerTask } from './registeredTasks.ts';
import { acceptsEach, describeEach, supervisedOutputs, superviseEach } from './supervisedOutputs.ts';
import type { Task } from './Task.ts';
import type { TaskData } from './TaskData.ts';
import type { Measurement, TaskDefinition } from './TaskDefinition.ts';
import { type TaskLoss, taskLoss } from './TaskLoss.ts';
import type { TaskReference } from './TaskReference.ts';
import { namedMetric, taskMetrics } from './taskMetrics.ts';
import { makeTrainedInputs } from './trainedInputs.ts';
import { trainingOf } from './trainingOf.ts';

const OPTION_NAMES: Readonly<Record<keyof TaskDefinition<KindName>, true>> = {
  name: true,
  target: true,
  data: true,
  sampling: true,
  model: true,
  linear: true,
  lossWeights: true,
  metrics: true,
  rankBy: true,
  selectBy: true,
  classNames: true,
  featureNames: true,
  targetName: true,
  truth: true,
  note: true,
  origin: true,
  losses: true,
  measurements: true,
  measure: true,
  describe: true,
  figures: true,
  optimizer: true,
  schedule: true,
  learningRates: true,
  batchSize: true,
  epochs: true,
  steps: true,
  minEpochs: true,
};

/** Shape of a row of the first input. */
function firstInputShape({ train: { inputs } }: TaskData): number[] {
  const [first] = isRows(inputs) ? [inputs] : Object.values(inputs);
  return [...(first?.rowShape ?? [])];
}

const MEASUREMENT_NAMES: Readonly<Record<keyof Measurement, true>> = {
  higherIsBetter: true,
  bounds: true,
  countsRows: true,
  trivial: true,
};

function openPanel<Batch>(
  kind: TargetKind<Batch>,
  metrics: readonly Metric<Batch>[],
  shape: TargetShape,
): ReturnType<Task['openPanel']> {
  const folds = metrics.map((metric) => ({ name: metric.name, fold: metric.create() }));
  return {
    update(targets, predictions) {
      const batch = kind.metricBatch(targets, predictions, shape);
      for (const { fold } of folds) fold.update(batch);
    },
    compute: () => Object.fromEntries(folds.map(({ name, fold }) => [name, fold.compute()])),
  };
}

function declarationsThatTrain<Batch>(kind: TargetKind<Batch>, { terms }: TaskLoss) {
  return terms.map(({ loss }) => loss.declaration).filter((one) => kind.trainsInputs?.(one) === true);
}

/** Makes a task that another process finds, too. */
export function defineReferencedTask<Kind extends KindName>(
  definition: TaskDefinition<Kind>,
  reference: TaskReference | undefined,
): Task {
  checkOptions('defineTask', definition, Object.keys(OPTION_NAMES));
  const { name, target, sampling = 'split' } = definition;
  if (typeof name !== 'string' || name === '') throw typeError('defineTask', 'a name', name);
  const where = `task ${name}`;
  const kind: TargetKind<MetricBatches[Kind]> | undefined = KINDS[target];
  if (!kind) {
    const known = Object.keys(KINDS);
    throw new ArgumentRangeError(
      `${where}: expected target to be one of ${known.join(', ')}, got ${withNearestName(String(target), known)}.`,
    );
  }
  for (const option of ['data', 'model'] as const) {
    if (typeof definition[option] !== 'function')
      throw typeError(where, `${option} to be a function`, definition[option]);
  }
  if (!['fresh', 'split', 'fixed test'].includes(sampling)) {
    throw rangeError(where, "sampling 'fresh', 'split' or 'fixed test'", sampling);
  }

  const measured = Object.entries(definition.measurements ?? {});
  for (const [one, measurement] of measured) {
    checkOptions(`${where}, measurement ${one}`, measurement, Object.keys(MEASUREMENT_NAMES));
  }
  const measurements = measured.map(([one, measurement]) => namedMetric({ ...measurement, name: one }));
  const { metrics, rankBy, selectBy } = taskMetrics(where, definition, kind, measurements);

  const supervised = supervisedOutputs(where, definition.lossWeights);
  const task: Task = {
    name,
    kind: kind.name,
    sampling,
    classNames: definition.classNames,
    featureNames: definition.featureNames,
    targetName: definition.targetName,
    truth: definition.truth,
    note: definition.note,
    origin: definition.origin,
    metrics: metrics.map(namedMetric),
    measurements,
    trivialMeasurements: Object.fromEntries(
      measured.flatMap(([one, { trivial }]) => (trivial === undefined ? [] : [[one, trivial]])),
    ),
    rankBy,
    selectBy,
    training: trainingOf(where, definition, kind.learningRates),
    linear: definition.linear ?? false,
    losses: definition.losses?.map(taskLoss) ?? standardLosses(kind),
    standardLoss: kind.standardLoss,
    figures: definition.figures ?? kind.figures,
    views: kind.views,
    reference,
    load: (seed) => loadData(definition, kind, seed),
    shapeOf: (data) => shapeOfData(kind, data, definition.classNames?.length),
    createModel: (seed, data) =>
      createModel(where, seed, () => {
        const inputShape = firstInputShape(data);
        return definition.model({ seed, data, inputShape, outputs: task.shapeOf(data).width });
      }),
    outputs: (shape) =>
      supervised
        ? describeEach(supervised, kind.outputs(shape), kind.grid !== undefined)
        : kind.outputs(shape),
    accepts: (outputs, rows, shape) =>
      supervised ? acceptsEach(kind, supervised, outputs, rows, shape) : kind.accepts(outputs, rows, shape),
    fits: ({ terms }) => terms.every(({ loss }) => kind.fits(loss.declaration)),
    trainsInputs: (loss) => declarationsThatTrain(kind, loss).length > 0,
    makeTrainedInputs: (loss, sizes, seed) =>
      makeTrainedInputs(declarationsThatTrain(kind, loss), sizes, seed),
    link(loss, shape, trained = {}) {
      const link = linkLoss(where, kind, loss, shape, trained);
      if (!supervised) return link;
      const each = superviseEach(link, supervised, kind);
      return typeof loss.own === 'object' ? { ...each, loss: loss.own } : each;
    },
    openPanel: (shape) => openPanel(kind, metrics, shape),
    trivial: (data, part, shape) => kind.trivial(data.train.targets, shape, data[part].rows),
    async measure(trained) {
      const values = (await definition.measure?.(trained)) ?? {};
      const missing = measurements.find((one) => typeof values[one.name] !== 'number');
      if (!missing) return values;
      throw new LosskitError(
        'data-malformed',
        `${where}: expected measure to give a number '${missing.name}', got none.`,
      );
    },
    async describe(trained, judged, shape, pictures): Promise<Exhibits> {
      const exhibits = kind.exhibits?.({ ...judged, shape }, pictures) ?? {};
      return { ...exhibits, ...(await definition.describe?.(trained)) };
    },
  };
  registerTask(task);
  return task;
}

/**
 * Makes a task of data, a model and a kind of target: what losses are compared on.
 *
 * @throws TypeError or RangeError for options that are unknown, missing or out of range.
 * @example
 * ```ts
 * const line = defineTask({
 *   name: 'line',
 *   target: 'continuous',
 *   data: () => ({
 *     train: { inputs: [[0], [1], [2]], targets: [1, 3, 5] },
 *     validation: { inputs: [[3]], targets: [7] },
 *     test: { inputs: [[4], [5]], targets: [9, 11] },
 *   }),
 *   model: ({ inputShape }) => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape })] }),
 * });
 * line.rankBy.name; // 'rmse'
 * ```
 */
export function defineTask<Kind extends KindName, Data extends GivenData, Measured extends string = never>(
  definition: TaskDefinition<Kind, Data, Measured>,
): Task {
  return defineReferencedTask(definition, undefined);
}
