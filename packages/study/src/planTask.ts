import { prepareBackend } from '@losskit/backends';
import type { Task, TaskData, TaskTraining, TrainingOptions, Workload } from '@losskit/tasks';
import { trainingOf } from '@losskit/tasks';
import { describeSchedule } from '@losskit/trainer/schedules';

import { goesFarEnough } from './search/goesFarEnough.ts';
import { disposeModel, makeTaskModel, rowShapesOf } from './trial/prepareTrial.ts';

/** How a task is trained and judged: the same for every loss, decided once and handed on. */
export interface TaskPlan {
  readonly training: TaskTraining;
  readonly batchSize: number;
  readonly epochs: number;
  /** Learning rates that every loss tries, rising. */
  readonly learningRates: readonly number[];
  /** A run that has not converged is done again with twice the passes, up to so many times as many. */
  readonly maxPasses: number;
  /** Whether a learning rate can bring the model to where it is best. */
  isAdmissible(learningRate: number): boolean;
  readonly workload: Workload;
  readonly rowShapes: string;
  /** In words, for reports. */
  readonly model: string;
  readonly parameters: number;
  readonly optimizer: string;
  readonly schedule: string;
  /** The data of the seed that it was planned with. */
  readonly data: TaskData;
}

/** Twice the passes three times over; where their number was asked for, it holds. */
const MAX_PASSES = 8;

/** The task's own training, with what a caller wants otherwise. */
export function trainingFor(task: Task, options: TrainingOptions): TaskTraining {
  const own = task.training;
  const given = trainingOf(`task ${task.name}`, options, own.learningRates);
  const { epochs, steps, batchSize } = options;
  return {
    optimizer: options.optimizer ?? own.optimizer,
    schedule: options.schedule ?? own.schedule,
    learningRates: given.learningRates,
    batchSize: batchSize ?? own.batchSize,
    epochs: epochs === undefined && steps === undefined ? own.epochs : given.epochs,
  };
}

/**
 * Decides how a task is trained, on the data and the model of one seed.
 *
 * @throws LosskitError for data or a model that cannot be used, RangeError for options out of range.
 */
export async function planTask(task: Task, options: TrainingOptions, seed: number): Promise<TaskPlan> {
  const training = trainingFor(task, options);
  // Only to look at the model: where it is trained depends on it.
  await prepareBackend('cpu', 'tiny');
  const { model, description, workload, data } = await makeTaskModel(task, seed);
  const parameters = Object.values(model.variables).reduce((sum, { size }) => sum + size, 0);
  disposeModel(model);
  const epochs = training.epochs(data.train.rows, training.batchSize);
  const steps = epochs * Math.ceil(data.train.rows / training.batchSize);
  const isAdmissible = (rate: number) => !task.linear || goesFarEnough(training.schedule(rate, steps), steps);
  const rising = training.learningRates.toSorted((a, b) => a - b);
  const admissible = rising.filter(isAdmissible);
  const learningRates = admissible.length > 0 ? admissible : rising.slice(-1);
  const [rate = 0] = learningRates;
  const schedule = training.schedule(rate, steps);
  return {
    training,
    batchSize: training.batchSize,
    epochs,
    learningRates,
    maxPasses: options.epochs === undefined && options.steps === undefined ? MAX_PASSES : 1,
    isAdmissible,
    workload,
    rowShapes: rowShapesOf(data),
    model: description,
    parameters,
    optimizer: training.optimizer(schedule).description,
    schedule: describeSchedule(schedule),
    data,
  };
}
