import { rangeError } from '@losskit/errors';

import { constant } from '../schedules/constant.ts';
import type { Schedule } from '../schedules/Schedule.ts';
import { chain } from './chain.ts';
import { type DescribedOptions, describeOptions } from './describeOptions.ts';
import { describeTransform, type GradientTransform } from './GradientTransform.ts';
import { scaleByLearningRate } from './scaleByLearningRate.ts';

/** A learning rate schedule and the transform that turns gradients into updates with it. */
export interface Optimizer {
  readonly name: string;
  /** The name with its options, for reports: `adam (beta1 0.9, beta2 0.999, epsilon 1e-8)`. */
  readonly description: string;
  readonly learningRate: Schedule;
  /** Momentum (Adam's beta1) as a function of the step, where it is not fixed. */
  readonly momentum?: Schedule | undefined;
  readonly transform: GradientTransform;
  /**
   * Whether an update adds up the gradients of several batches, which only a mean over rows allows. Default
   * false.
   */
  readonly addsUpBatches?: boolean | undefined;
}

/** A finite number ≥ 0, or one as a function of the step. */
export type LearningRate = number | Schedule;

/** A number in [0, 1), or one as a function of the step, such as that of `oneCycle`. */
export type Momentum = number | Schedule;

/** Refuses a number outside a range, in the words of the option. */
export function checkRange(where: string, range: string, value: number, inRange: boolean): void {
  if (!(inRange && Number.isFinite(value))) throw rangeError(where, range, value);
}

/** Refuses what is not the decay of a running mean or sum. */
export function checkDecay(where: string, name: string, value: Momentum): void {
  if (typeof value === 'number') checkRange(where, `0 <= ${name} < 1`, value, value >= 0 && value < 1);
}

/** Refuses what is not a number > 0. */
export function checkPositive(where: string, name: string, value: number): void {
  checkRange(where, `${name} > 0`, value, value > 0);
}

/** Refuses what is not a number ≥ 0. */
export function checkNotNegative(where: string, name: string, value: number): void {
  checkRange(where, `${name} >= 0`, value, value >= 0);
}

/** An optimizer out of the links before the learning rate; described by them. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  ...transforms: readonly GradientTransform[]
): Optimizer {
  if (typeof learningRate === 'number') checkNotNegative(name, 'learningRate', learningRate);
  const links = transforms.map(describeTransform).join(', then ');
  return {
    name,
    description: links === '' ? name : `${name} (${links})`,
    learningRate: typeof learningRate === 'number' ? constant(learningRate) : learningRate,
    transform: chain(...transforms, scaleByLearningRate()),
  };
}

/** The same optimizer described by its options; `mask` and a momentum that is scheduled are among them. */
export function describedBy(optimizer: Optimizer, options: DescribedOptions): Optimizer {
  return { ...optimizer, description: describeOptions(optimizer.name, options) };
}

/** The same optimizer with its momentum's schedule; a fixed momentum is already in its transform. */
export function withMomentum(optimizer: Optimizer, momentum: Momentum): Optimizer {
  return typeof momentum === 'number' ? optimizer : { ...optimizer, momentum };
}

/**
 * The same optimizer with transforms before it, such as clipping.
 *
 * @example
 * ```ts
 * import { adam, clipByGlobalNorm } from '@losskit/trainer/optimizers';
 * const clipped = prepend(adam({ learningRate: 1e-3 }), clipByGlobalNorm(1));
 * clipped.description; // 'clipByGlobalNorm (limit 1), then adam (beta1 0.9, beta2 0.999, epsilon 1e-8)'
 * ```
 */
export function prepend(optimizer: Optimizer, ...transforms: readonly GradientTransform[]): Optimizer {
  const names = [...transforms.map(({ name }) => name), optimizer.name];
  return {
    ...optimizer,
    name: names.join('+'),
    description: [...transforms.map(describeTransform), optimizer.description].join(', then '),
    transform: chain(...transforms, optimizer.transform),
  };
}
