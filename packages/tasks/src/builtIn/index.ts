import type { Task } from '../Task.ts';
import { birthsTask } from './births.ts';
import { digitsTask } from './digits.ts';
import { digitsLineTask } from './digitsLine.ts';
import { EMBEDDED_TASKS } from './embeddedTasks.ts';
import { findBuiltIn } from './findBuiltIn.ts';
import { flightsTask } from './flights.ts';
import { footballTask } from './football.ts';
import { penguinsTask } from './penguins.ts';
import { sensorsTask } from './sensors.ts';
import { wagesTask } from './wages.ts';

const { linear, ...fruits } = EMBEDDED_TASKS;

/** The tasks that come with losskit, by name. */
const BUILT_IN: Readonly<Record<string, () => Task>> = {
  linear,
  wages: wagesTask,
  flights: flightsTask,
  football: footballTask,
  births: birthsTask,
  penguins: penguinsTask,
  sensors: sensorsTask,
  digits: digitsTask,
  'digits-line': digitsLineTask,
  ...fruits,
};

export const BUILT_IN_TASKS: readonly string[] = Object.keys(BUILT_IN);

/** A built-in task, as every process has it. @throws LosskitError `name-unknown` with the nearest name. */
export function builtInTask(name: string): Task {
  return findBuiltIn(BUILT_IN, name);
}
