import { LosskitError, withNearestName } from '@losskit/errors';
import { loadTaskModule, type Task } from '@losskit/tasks';

const SCRIPT = /\.m?[jt]s(?:#.*)?$/s;
const FILE_AND_NAME = /^(.+?\.m?[jt]s)(?:#(.*))?$/s;

/** Whether a word is a module's path, not a built-in task's name: `./wages.task.ts`, `wages.mjs#gross`. */
export function isTaskModule(word: string): boolean {
  return /[\\/]/.test(word) || SCRIPT.test(word);
}

/**
 * The tasks of a module, or the one that the word names: `./wages.task.ts#gross`.
 *
 * @throws LosskitError as `loadTaskModule`, and `name-unknown` if the module has no task of that name.
 */
export async function tasksOfModule(word: string): Promise<readonly Task[]> {
  const [, file = word, name] = FILE_AND_NAME.exec(word) ?? [];
  const tasks = await loadTaskModule(file);
  if (name === undefined) return tasks;
  const named = tasks.filter((task) => task.name === name);
  if (named.length > 0) return named;
  const names = tasks.map((task) => task.name);
  throw new LosskitError(
    'name-unknown',
    `${file}: expected the name of a task after '#', one of ${names.join(', ')}, got ${withNearestName(name, names)}.`,
  );
}
