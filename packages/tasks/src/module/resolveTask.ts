import { LosskitError } from '@losskit/errors';

import { builtInTask } from '../builtIn/index.ts';
import { pictureTask } from '../pictureTask.ts';
import { registeredTask } from '../registeredTasks.ts';
import { stressedTask } from '../stress/stressedTask.ts';
import type { Task } from '../Task.ts';
import type { TaskReference } from '../TaskReference.ts';
import { tableTask } from '../tableTask.ts';
import { importSameModule } from './importModule.ts';

async function ofModule({ name, file, sha256 }: Extract<TaskReference, { from: 'module' }>): Promise<Task> {
  // A script that compares never finishes loading here: its tasks are there once they are defined.
  if (!registeredTask(name)) await importSameModule(file, sha256);
  const task = registeredTask(name);
  if (task) return task;
  throw new LosskitError(
    'module-failed',
    `${file}: expected a module that defines the task '${name}', got none.`,
    { file },
  );
}

/** The task that a reference stands for. @throws LosskitError for data or a module that cannot be used. */
export async function resolveTask(reference: TaskReference): Promise<Task> {
  switch (reference.from) {
    case 'built-in':
      return builtInTask(reference.name);
    case 'table':
      return tableTask(reference);
    case 'pictures':
      return pictureTask(reference);
    case 'stress':
      return stressedTask(await resolveTask(reference.task), reference);
    case 'module':
      return ofModule(reference);
  }
}
