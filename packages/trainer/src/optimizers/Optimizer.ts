import { expected } from '@losskit/errors';

import type { Schedule } from '../schedules/Schedule.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './GradientTransform.ts';
import { scaleByLearningRate } from './scaleByLearningRate.ts';

/** A learning rate schedule and the transform that turns gradients into updates with it. */
export interface Optimizer {
  readonly name: string;
  readonly learningRate: Schedule;
  readonly transform: GradientTransform;
}

/** A finite number ≥ 0, or one as a function of the step. */
export type LearningRate = number | Schedule;

/** Refuses a number outside a range, in the words of the option. */
export function checkRange(where: string, range: string, value: number, inRange: boolean): void {
  if (!(inRange && Number.isFinite(value))) throw new RangeError(expected(where, range, value));
}

/** An optimizer out of the links before the learning rate. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  ...transforms: readonly GradientTransform[]
): Optimizer {
  if (typeof learningRate === 'number')
    checkRange(name, 'learningRate >= 0', learningRate, learningRate >= 0);
  return {
    name,
    learningRate: typeof learningRate === 'number' ? () => learningRate : learningRate,
    transform: chain(...transforms, scaleByLearningRate()),
  };
}
