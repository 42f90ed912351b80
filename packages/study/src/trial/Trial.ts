import type { Task, TaskLoss, TaskTraining } from '@losskit/tasks';

/** What a request stands for in this process. */
export interface Trial {
  readonly task: Task;
  readonly loss: TaskLoss;
  readonly training: Pick<TaskTraining, 'optimizer' | 'schedule'>;
}
