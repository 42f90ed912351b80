import { csvTask, fruitTask, imageFolderTask, linearTask, type Task } from '@losskit/data';
import { LosskitError, withNearestName } from '@losskit/errors';

/** Where a task's data come from, as plain data that another process can load too. */
export type TaskSource =
  | { readonly task: 'linear'; readonly outlierShare?: number }
  | {
      readonly task: 'linear';
      readonly csv: string;
      readonly features: readonly string[];
      readonly target: string;
    }
  | { readonly task: 'fruit' }
  | { readonly task: 'fruit'; readonly folder: string };

export const TASK_NAMES = ['linear', 'fruit'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

/** Turns a user's word into a task name. @throws LosskitError `name-unknown` with the nearest name. */
export function parseTaskName(name: string): TaskName {
  const found = TASK_NAMES.find((candidate) => candidate === name);
  if (found) return found;
  throw new LosskitError(
    'name-unknown',
    `task: expected one of ${TASK_NAMES.join(', ')}, got ${withNearestName(name, TASK_NAMES)}.`,
  );
}

/** Loads the data of a task. @throws LosskitError for data that cannot be used, naming file, row and column. */
export async function loadTask(source: TaskSource): Promise<Task> {
  if (source.task === 'linear') {
    if ('csv' in source) {
      return csvTask({ file: source.csv, features: source.features, target: source.target });
    }
    return linearTask(source.outlierShare === undefined ? {} : { outlierShare: source.outlierShare });
  }
  return 'folder' in source ? imageFolderTask({ folder: source.folder }) : fruitTask();
}
