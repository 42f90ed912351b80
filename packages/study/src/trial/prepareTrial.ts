import { type PreparedBackend, prepareBackend } from '@losskit/backends';
import { isFloats, isRows, mapRows, type NamedRows, type Rows, rowsTensor, takeRows } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import type { Task, TaskData, TaskLink, TaskLoss, TaskModel, TaskRows } from '@losskit/tasks';
import {
  type NamedVariables,
  type PenaltyFunction,
  type Tensors,
  weightsDigest,
  withVariables,
} from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { loadOnce } from './loadOnce.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/** A task, a seed and a loss, made ready to train. */
export interface PreparedTrial {
  readonly task: Task;
  readonly loss: TaskLoss;
  readonly prepared: PreparedBackend;
  readonly data: TaskData;
  readonly shape: ReturnType<Task['shapeOf']>;
  readonly link: TaskLink;
  readonly model: TaskModel['model'];
  readonly description: string;
  readonly initialWeightsDigest: string;
  readonly penalty: PenaltyFunction | undefined;
  /** Targets as the model predicts them: scaled where it trains on scaled ones. */
  scaledTargets(rows: TaskRows): Rows;
  /** A part as the loss trains on it: targets scaled and in the loss's form. */
  trainable(rows: TaskRows): TaskRows;
}

/** Frees what a model has in variables. */
export function disposeModel({ variables, nonTrainableVariables = {} }: TaskModel['model']): void {
  tf.dispose([Object.values(variables), Object.values(nonTrainableVariables)]);
}

/** Shapes of a row of inputs and of targets. */
export function rowShapesOf({ train }: TaskData): string {
  const inputs = isRows(train.inputs) ? [['', train.inputs] as const] : Object.entries(train.inputs);
  const shapes = inputs.map(([name, { rowShape }]) => `${name}[${rowShape}]`);
  return `${shapes.join(' ')} to [${train.targets.rowShape}]`;
}

/** The penalties of a loss on all kernels (matrices and larger) of a model. */
export function penaltyOf({ penalties }: TaskLoss): PenaltyFunction | undefined {
  if (penalties.length === 0) return undefined;
  return (variables) => {
    const kernels = Object.values(variables).filter(({ rank }) => rank > 1);
    return tf.addN(kernels.flatMap((kernel) => penalties.map((penalty) => penalty.evaluate([kernel]))));
  };
}

function firstRows(inputs: Rows | NamedRows, rows: number): Tensors {
  const indices = Array.from({ length: rows }, (_, row) => row);
  return mapRows(inputs, (one) => rowsTensor(takeRows(one, indices)));
}

/** Two rows, so that a model that mixes rows up or drops an axis shows. */
const ROWS_TRIED = 2;

function describeOutputs(outputs: Tensors): string {
  if (outputs instanceof tf.Tensor) return `[${outputs.shape}]`;
  return Object.entries(outputs)
    .map(([name, { shape }]) => `${name} [${shape}]`)
    .join(', ');
}

/** Refuses a model whose outputs are not those of the task's kind of target. */
export function checkOutputs(task: Task, model: TaskModel['model'], data: TaskData): void {
  const rows = Math.min(ROWS_TRIED, data.train.rows);
  const shape = task.shapeOf(data);
  const got = tf.tidy(() => {
    const inputs = firstRows(data.train.inputs, rows);
    const outputs = model.predict(inputs, { training: false });
    return task.accepts(outputs, rows, shape) ? undefined : describeOutputs(outputs);
  });
  if (got === undefined) return;
  throw new LosskitError(
    'model-malformed',
    `task ${task.name}: expected a model that gives ${task.outputs(shape)}, as ${task.kind} targets need, got ${got} for ${rows} rows.`,
  );
}

/** What a loss trains with a model, whose outputs are embeddings. */
function makeTrainedInputs(
  task: Task,
  loss: TaskLoss,
  model: TaskModel['model'],
  data: TaskData,
  seed: number,
): NamedVariables {
  const components = tf.tidy(() => {
    const outputs = model.predict(firstRows(data.train.inputs, 1), { training: false });
    return outputs instanceof tf.Tensor ? (outputs.shape.at(-1) ?? 0) : 0;
  });
  const parts = [data.train, data.validation, data.test];
  let largest = 0;
  for (const { targets } of parts) for (const label of targets.values) largest = Math.max(largest, label);
  return task.makeTrainedInputs(loss, { classes: largest + 1, components }, seed);
}

/** A task's failure to make a model, as one sentence. */
async function makeModel(task: Task, seed: number, data: TaskData): Promise<TaskModel> {
  try {
    const made = await task.createModel(seed, data);
    try {
      checkOutputs(task, made.model, data);
      return made;
    } catch (error) {
      disposeModel(made.model);
      throw error;
    }
  } catch (cause) {
    if (cause instanceof LosskitError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new LosskitError('task-failed', `task ${task.name}: model threw: ${message}`, {}, { cause });
  }
}

/** A task's data and model of a seed, checked. The caller disposes the model. */
export async function makeTaskModel(
  task: Task,
  seed: number,
): Promise<TaskModel & { readonly data: TaskData }> {
  const data = await loadOnce(task, seed);
  return { ...(await makeModel(task, seed, data)), data };
}

/**
 * Selects the backend, loads the data of the seed, makes the model and links it to the loss.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task; what the task's data and model are refused for.
 */
export async function prepareTrial(
  { task, loss }: Pick<Trial, 'task' | 'loss'>,
  { seed, backend, workload, rowShapes }: Pick<TrialRequest, 'seed' | 'backend' | 'workload' | 'rowShapes'>,
  onBackend?: (backend: PreparedBackend) => void,
): Promise<PreparedTrial> {
  if (!task.fits(loss)) {
    throw new LosskitError(
      'option-invalid',
      `train: expected a loss for ${task.kind} targets, got '${loss.name}'; losskit list shows which fit ${task.name}.`,
    );
  }
  const prepared = await prepareBackend(backend, workload);
  onBackend?.(prepared);
  const { data, model: made, description } = await makeTaskModel(task, seed);
  let model = made;
  try {
    const initialWeightsDigest = await weightsDigest(made.variables);
    const trained = task.trainsInputs(loss) ? makeTrainedInputs(task, loss, made, data, seed) : undefined;
    if (trained) model = withVariables(made, trained);
    const shapes = rowShapesOf(data);
    if (shapes !== rowShapes) {
      throw new LosskitError(
        'data-malformed',
        `task ${task.name}: expected rows of the same shape for every seed, ${rowShapes}, got ${shapes} for seed ${seed}.`,
      );
    }
    const shape = task.shapeOf(data);
    const link = task.link(loss, shape, trained);
    const { targetScaler } = data;
    const scaledTargets = ({ targets }: TaskRows): Rows =>
      targetScaler && isFloats(targets) ? targetScaler.scale(targets) : targets;
    return {
      task,
      loss,
      prepared,
      data,
      shape,
      link,
      model,
      description,
      initialWeightsDigest,
      penalty: penaltyOf(loss),
      scaledTargets,
      trainable: (rows) => ({ ...rows, targets: link.targets(scaledTargets(rows)) }),
    };
  } catch (error) {
    disposeModel(model);
    throw error;
  }
}
