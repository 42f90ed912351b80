import { integerFrom, NON_NEGATIVE, optional, SCHEDULE } from '../options/OptionRule.ts';
import { validateArgument, validateOptions } from '../options/validateOptions.ts';
import { join } from './join.ts';
import { describeSchedule, makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** Steps until the schedule begins; an integer ≥ 1. */
  readonly steps: number;
  /** Rate at step 0; ≥ 0. Default 0. */
  readonly from?: number;
}

/**
 * A line from `from` up to where the schedule begins, then the schedule from its step 0 on.
 *
 * As Keras and Hugging Face, so the first step has rate `from`. The schedule's own steps are not shortened,
 * unlike in Optax's `warmup_cosine_decay_schedule`, whose `decay_steps` include the warm-up.
 *
 * @throws RangeError if a number is out of range.
 * @example
 * ```ts
 * import { cosineDecay } from '@losskit/trainer/schedules';
 * warmup({ steps: 10 }, cosineDecay({ learningRate: 0.1, decaySteps: 90 }))(5); // 0.05
 * ```
 */
export function warmup(options: WarmupOptions, schedule: Schedule): Schedule {
  validateOptions('warmup', options, { steps: integerFrom(1), from: optional(NON_NEGATIVE) });
  validateArgument('warmup', 'schedule', schedule, SCHEDULE);
  const { steps, from = 0 } = options;
  const rise = (step: number) => from + ((schedule(0) - from) * step) / steps;
  return makeSchedule(
    `linear warm-up of ${steps} steps from ${from}, then ${describeSchedule(schedule)}`,
    join({ schedules: [rise, schedule], boundaries: [steps] }),
  );
}
