import type { Workload } from '@losskit/backends';
import type { Task } from '@losskit/data';

import { linearModel } from '../models/linearModel.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { TaskModel } from '../models/TaskModel.ts';

/** How a task is trained and judged: the same for every loss. */
export interface TaskPlan {
  readonly model: TaskModel;
  readonly workload: Workload;
  readonly batchSize: number;
  readonly epochs: number;
  /** Learning rates that every loss tries. */
  readonly learningRates: readonly number[];
  /** The metric that ranks losses, on the test part. */
  readonly metric: string;
  /** The metric that chooses the learning rate, on the validation part. */
  readonly selectionMetric: string;
}

const LINEAR_STEPS = 400;
const LINEAR_BATCH = 64;
const PICTURE_EPOCHS = 12;

/**
 * The plan of a task; `epochs` overrides its length.
 *
 * The learning rate of a regression is chosen by the mean absolute error, not by the RMSE that ranks: validation rows
 * are as contaminated as training rows, and there the RMSE measures little but the outliers.
 */
export function taskPlan(task: Task, trainRows: number, epochs?: number): TaskPlan {
  if (task.kind === 'regression') {
    const stepsPerEpoch = Math.ceil(trainRows / LINEAR_BATCH);
    return {
      model: linearModel(task.featureNames.length),
      workload: 'tiny',
      batchSize: LINEAR_BATCH,
      epochs: epochs ?? Math.ceil(LINEAR_STEPS / stepsPerEpoch),
      learningRates: [0.003, 0.01, 0.03, 0.1, 0.3],
      metric: 'rmse',
      selectionMetric: 'meanAbsoluteError',
    };
  }
  return {
    model: pictureNetwork(task.pictureShape, task.classNames.length),
    workload: 'dense',
    batchSize: 32,
    epochs: epochs ?? PICTURE_EPOCHS,
    learningRates: [0.0003, 0.001, 0.003, 0.01],
    metric: 'accuracy',
    selectionMetric: 'accuracy',
  };
}
