import { ArgumentRangeError, rangeError } from '@losskit/errors';
import { checkedStress, type StressName, stressedTask, stressesFor, type Task } from '@losskit/tasks';

import { type StressedTask, sortedLevels } from './measureStress.ts';

/** Levels at which training is made worse, by the way: `{ outliers: [0, 0.05, 0.2] }`. */
export type StressLevels = Readonly<Partial<Record<StressName, readonly number[]>>>;

/** Tasks with their training part as it is, or at each level of the ways that fit them. */
export interface StressPlan {
  readonly tasks: readonly Task[];
  readonly stressed: readonly StressedTask[];
}

/**
 * Each task at each level of each way that fits its kind of target, in its own place; a task that none fits stays as it is.
 *
 * @throws RangeError for an unknown kind of stress or one that fits no task, for fewer than two levels, and for levels out of range.
 */
export function planStress(tasks: readonly Task[], levels: StressLevels): StressPlan {
  const ways = Object.entries(levels).flatMap(([name, given]) => {
    if (given === undefined) return [];
    const stresses = given.map((level) => checkedStress('compare', name, level));
    const [first] = stresses;
    if (!first || new Set(given).size < 2)
      throw rangeError('compare', `two levels or more of ${name}`, [...given]);
    return [{ stress: first.kind, levels: sortedLevels(first.kind, given) }];
  });
  const unused = ways.find(({ stress }) => !tasks.some((task) => stressesFor(task).includes(stress)));
  if (unused) {
    const fitting = tasks.map((task) => `${stressesFor(task).join(', ')} for ${task.name}`);
    throw new ArgumentRangeError(
      `compare: expected stress that fits a task (${fitting.join('; ')}), got ${unused.stress}.`,
    );
  }
  const planned = tasks.map((task) => {
    const fitting = ways.filter(({ stress }) => stressesFor(task).includes(stress));
    const stressed = fitting.map((way) => ({ task: task.name, ...way }));
    const made = fitting.flatMap(({ stress, levels: ofWay }) =>
      ofWay.map((level) => stressedTask(task, { kind: stress, level })),
    );
    return { tasks: made.length > 0 ? made : [task], stressed };
  });
  return {
    tasks: planned.flatMap((one) => one.tasks),
    stressed: planned.flatMap((one) => one.stressed),
  };
}
