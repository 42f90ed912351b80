import { resolve } from 'node:path';
import { LosskitError } from '@losskit/errors';

import type { Task } from '../Task.ts';
import { importModule } from './importModule.ts';

function isTask(value: unknown): value is Task {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'kind', 'rankBy', 'load', 'createModel'].every((property) => property in value)
  );
}

/**
 * The tasks that a module exports, by default or by name, alone or in lists.
 *
 * @param file - Path of a JavaScript or TypeScript module.
 * @param seconds - How long it may take to load. Default 60.
 * @throws LosskitError for a file that cannot be read; `module-failed` for one that cannot be loaded, exports no task, or
 *   several of one name.
 */
export async function loadTaskModule(file: string, seconds?: number): Promise<Task[]> {
  const { exports, sha256 } = await importModule(file, seconds);
  const tasks = [...new Set(Object.values(exports).flat().filter(isTask))];
  if (tasks.length === 0) {
    const names = Object.keys(exports);
    const got = names.length === 0 ? 'no export' : `the exports ${names.join(', ')}`;
    const what = 'a module that exports a task, as export default defineTask({ … })';
    throw new LosskitError('module-failed', `${file}: expected ${what}, got ${got}.`, { file });
  }
  const twice = tasks.find((task, place) => tasks.findIndex(({ name }) => name === task.name) !== place);
  if (twice) {
    throw new LosskitError(
      'module-failed',
      `${file}: expected tasks of different names, got '${twice.name}' twice.`,
      { file },
    );
  }
  return tasks.map((task) => ({
    ...task,
    reference: { from: 'module', name: task.name, file: resolve(file), sha256 },
  }));
}
