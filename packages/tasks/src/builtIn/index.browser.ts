import type { Task } from '../Task.ts';
import { EMBEDDED_TASKS } from './embeddedTasks.ts';
import { findBuiltIn } from './findBuiltIn.ts';

/** Those of the tasks that come with losskit whose data browsers have as well: the others read files of packages. */
export const BUILT_IN_TASKS: readonly string[] = Object.keys(EMBEDDED_TASKS);

/** As in Node. */
export function builtInTask(name: string): Task {
  return findBuiltIn(EMBEDDED_TASKS, name);
}
