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

const LINEAR = { batchSize: 64, steps: 400, leastEpochs: 1 };
const PICTURES = { batchSize: 32, steps: 200, leastEpochs: 4 };

/** As many passes as it takes to make the steps, so that a small data set is not trained less than a large one. */
function epochsFor(rows: number, { batchSize, steps, leastEpochs }: typeof LINEAR): number {
  return Math.max(leastEpochs, Math.ceil(steps / Math.ceil(rows / batchSize)));
}

/**
 * The plan of a task; `epochs` overrides its length.
 *
 * The learning rate of a regression is chosen by the mean absolute error, not by the RMSE that ranks: validation rows
 * are as contaminated as training rows, and there the RMSE measures little but the outliers.
 */
export function taskPlan(task: Task, trainRows: number, epochs?: number): TaskPlan {
  if (task.kind === 'regression') {
    return {
      model: linearModel(task.featureNames.length),
      workload: 'tiny',
      batchSize: LINEAR.batchSize,
      epochs: epochs ?? epochsFor(trainRows, LINEAR),
      learningRates: [0.003, 0.01, 0.03, 0.1, 0.3],
      metric: 'rmse',
      selectionMetric: 'meanAbsoluteError',
    };
  }
  return {
    model: pictureNetwork(task.pictureShape, task.classNames.length),
    workload: 'dense',
    batchSize: PICTURES.batchSize,
    epochs: epochs ?? epochsFor(trainRows, PICTURES),
    learningRates: [0.001, 0.003, 0.01, 0.03],
    metric: 'accuracy',
    selectionMetric: 'accuracy',
  };
}
