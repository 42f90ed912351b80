import type { Schedule } from '@losskit/trainer/schedules';

/**
 * What a linear model on standardised columns may have to travel: Adam and its like move a weight by at most the learning rate in a
 * step, so that with a shorter path the start would decide, and not the loss.
 */
const MIN_PATH = 10;

/**
 * Whether the learning rates of so many steps add up to a path that brings a linear model to its minimum from anywhere.
 *
 * @example
 * ```ts
 * import { constant } from '@losskit/trainer/schedules';
 * goesFarEnough(constant(0.1), 200); // true
 * goesFarEnough(constant(0.1), 50); // false
 * ```
 */
export function goesFarEnough(schedule: Schedule, steps: number): boolean {
  let path = 0;
  for (let step = 0; step < steps; step++) path += schedule(step);
  return path >= MIN_PATH;
}
