import type { Task, TaskLoss, TaskTraining } from '@losskit/tasks';

/** What a request stands for in this process. */
export interface Trial {
  readonly task: Task;
  readonly loss: TaskLoss;
  readonly training: Pick<TaskTraining, 'optimizer' | 'schedule'>;
  /** Losses that evaluate the trained model on the test part. */
  readonly evaluateBy: readonly TaskLoss[];
}
