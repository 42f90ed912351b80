/** A learning rate, or a momentum, as a pure function of the step; steps count from 0. */
export interface Schedule {
  (step: number): number;
  /** Its shape in words, for reports: `cosine decay to 0`. */
  readonly description?: string | undefined;
}

/** A function of the step with its description. */
export function makeSchedule(description: string, schedule: (step: number) => number): Schedule {
  return Object.assign((step: number) => schedule(step), { description });
}

/**
 * What a rate does over the steps, in words.
 *
 * @example
 * ```ts
 * import { cosineDecay } from '@losskit/trainer/schedules';
 * describeSchedule(cosineDecay({ learningRate: 0.1, decaySteps: 100 })); // 'cosine decay to 0'
 * describeSchedule(0.1); // 'constant'
 * ```
 */
export function describeSchedule(rate: number | Schedule): string {
  return typeof rate === 'number' ? 'constant' : (rate.description ?? 'a function of the step');
}
