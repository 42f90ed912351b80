import { rangeError } from '@losskit/errors';
import { listOf, type OptionRule, SCHEDULE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';

import { describeSchedule, makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link join}. */
export interface JoinOptions {
  /** One or more schedules; each counts its steps from 0. */
  readonly schedules: readonly Schedule[];
  /**
   * The steps at which the second, third, … schedule begins: rising integers ≥ 1, one fewer than schedules.
   */
  readonly boundaries: readonly number[];
}

/** The steps that part what a schedule is made of. */
export const BOUNDARIES: OptionRule = {
  expects: (name) => `${name} to be rising integers >= 1`,
  types: ['object'],
  accepts: (value) =>
    Array.isArray(value) &&
    Array.from(value).every((step, index) => Number.isSafeInteger(step) && step > (value[index - 1] ?? 0)),
};

/** Refuses boundaries that are not one fewer than what they part. */
export function checkBoundaries(where: string, boundaries: readonly number[], parts: number): void {
  if (boundaries.length === parts - 1) return;
  throw rangeError(where, `${parts - 1} boundaries for ${parts} parts`, boundaries.length);
}

/** The number of boundaries at or before a step. */
export function boundariesPassed(boundaries: readonly number[], step: number): number {
  return boundaries.filter((boundary) => step >= boundary).length;
}

/**
 * One schedule after the other, as Optax's `join_schedules`.
 *
 * @throws RangeError if the boundaries do not part the schedules.
 * @example
 * ```ts
 * import { constant, linear } from '@losskit/trainer/schedules';
 * const schedules = [constant(0.1), linear({ from: 0.1, to: 0, steps: 50 })];
 * join({ schedules, boundaries: [100] })(125); // 0.05
 * ```
 */
export function join(options: JoinOptions): Schedule {
  validateOptions('join', options, {
    schedules: listOf(SCHEDULE, 1, 'one schedule or more'),
    boundaries: BOUNDARIES,
  });
  const { schedules, boundaries } = options;
  checkBoundaries('join', boundaries, schedules.length);
  const parts = schedules.map(
    (schedule, index) =>
      `${describeSchedule(schedule)}${index < boundaries.length ? ` until step ${boundaries[index]}` : ''}`,
  );
  return makeSchedule(parts.join(', then '), (step) => {
    const index = boundariesPassed(boundaries, step);
    return schedules[index]?.(step - (boundaries[index - 1] ?? 0)) ?? Number.NaN;
  });
}
