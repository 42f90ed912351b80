import { LosskitError, withNearestName } from '@losskit/errors';

import type { Task } from '../Task.ts';

/** A built-in task, as every process has it. @throws LosskitError `name-unknown` with the nearest name. */
export function findBuiltIn(tasks: Readonly<Record<string, () => Task>>, name: string): Task {
  const make = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (make) return { ...make(), reference: { from: 'built-in', name } };
  const names = Object.keys(tasks);
  throw new LosskitError(
    'name-unknown',
    `task: expected one of ${names.join(', ')} or a module such as ./own.task.ts, got ${withNearestName(name, names)}.`,
  );
}
