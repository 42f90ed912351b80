import { LosskitError, withNearestName } from '@losskit/errors';

import type { Task } from '../Task.ts';
import { birthsTask } from './births.ts';
import { digitsTask } from './digits.ts';
import { digitsLineTask } from './digitsLine.ts';
import { flightsTask } from './flights.ts';
import { footballTask } from './football.ts';
import { fruitTask } from './fruit.ts';
import { fruitBowlTask } from './fruitBowls.ts';
import { fruitMaskTask } from './fruitMask.ts';
import { fruitMetricTask } from './fruitMetric.ts';
import { linearTask } from './linear.ts';
import { penguinsTask } from './penguins.ts';
import { sensorsTask } from './sensors.ts';
import { unknownFruitTask } from './unknownFruit.ts';
import { wagesTask } from './wages.ts';

/** The tasks that come with losskit, by name. */
const BUILT_IN: Readonly<Record<string, () => Task>> = {
  linear: linearTask,
  wages: wagesTask,
  flights: flightsTask,
  football: footballTask,
  births: birthsTask,
  penguins: penguinsTask,
  sensors: sensorsTask,
  digits: digitsTask,
  'digits-line': digitsLineTask,
  fruit: fruitTask,
  'fruit-bowl': fruitBowlTask,
  'fruit-mask': fruitMaskTask,
  'fruit-metric': fruitMetricTask,
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
