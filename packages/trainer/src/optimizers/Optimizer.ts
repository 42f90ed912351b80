import type { Tensor } from '@tensorflow/tfjs-core';

import { LEARNING_RATE, type OptionRule, TEXT } from '../options/OptionRule.ts';
import { validateArgument } from '../options/validateOptions.ts';
import { constant } from '../schedules/constant.ts';
import type { Schedule } from '../schedules/Schedule.ts';
import { chain } from './transforms/chain.ts';
import { type DescribedOptions, describeOptions } from './transforms/describeOptions.ts';
import {
  checkTransforms,
  describeTransform,
  type GradientTransform,
  TRANSFORM,
} from './transforms/GradientTransform.ts';
import { scaleByLearningRate } from './transforms/scaleByLearningRate.ts';

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
  /** Which variables it leaves as they are. Default: none. */
  readonly isFrozen?: ((name: string, variable: Tensor) => boolean) | undefined;
}

/** A finite number ≥ 0, or one as a function of the step. */
export type LearningRate = number | Schedule;

/** A number in [0, 1), or one as a function of the step, such as that of `oneCycle`. */
export type Momentum = number | Schedule;

/** An optimizer, as opposed to a function that makes one. */
const OPTIMIZER: OptionRule = {
  expects: () => 'an optimizer, such as adam({ learningRate: 0.001 })',
  types: [],
  accepts: (value) =>
    typeof value === 'object' &&
    value !== null &&
    'transform' in value &&
    TRANSFORM.accepts(value.transform) &&
    'learningRate' in value &&
    typeof value.learningRate === 'function',
};

/** Refuses what is no optimizer. @throws ArgumentTypeError */
export function checkOptimizer(where: string, value: unknown): void {
  validateArgument(where, 'optimizer', value, OPTIMIZER);
}

/** An optimizer out of the links before the learning rate; described by them. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  ...transforms: readonly GradientTransform[]
): Optimizer {
  validateArgument('makeOptimizer', 'name', name, TEXT);
  validateArgument(name, 'learningRate', learningRate, LEARNING_RATE);
  checkTransforms(name, transforms);
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
  checkOptimizer('prepend', optimizer);
  checkTransforms('prepend', transforms);
  const names = [...transforms.map(({ name }) => name), optimizer.name];
  return {
    ...optimizer,
    name: names.join('+'),
    description: [...transforms.map(describeTransform), optimizer.description].join(', then '),
    transform: chain(...transforms, optimizer.transform),
  };
}
