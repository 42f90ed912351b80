import { LosskitError, withNearestName } from '@losskit/errors';

import type { Task } from '../Task.ts';
import { fruitTask } from './fruit.ts';
import { fruitBowlTask } from './fruitBowls.ts';
import { linearTask } from './linear.ts';
import { unknownFruitTask } from './unknownFruit.ts';

/** The tasks that come with losskit, by name. */
const BUILT_IN: Readonly<Record<string, () => Task>> = {
  linear: linearTask,
  fruit: fruitTask,
  'fruit-bowl': fruitBowlTask,
  'fruit-unknown': unknownFruitTask,
};

export const BUILT_IN_TASKS: readonly string[] = Object.keys(BUILT_IN);

/** A built-in task, as every process has it. @throws LosskitError `name-unknown` with the nearest name. */
export function builtInTask(name: string): Task {
  const make = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (make) return { ...make(), reference: { from: 'built-in', name } };
  throw new LosskitError(
    'name-unknown',
    `task: expected one of ${BUILT_IN_TASKS.join(', ')} or a module such as ./own.task.ts, got ${withNearestName(name, BUILT_IN_TASKS)}.`,
  );
}
