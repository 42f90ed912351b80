import { ArgumentRangeError } from '@losskit/errors';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../model/NamedTensors.ts';
import { DECAY, type OptionRule } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { stateUnder } from './statePrefix.ts';

/** What a transform sees beside the gradients. Numbers that change from step to step come as tensors. */
export interface TransformContext {
  readonly learningRate: Scalar;
  readonly variables: NamedTensors;
  /** Σ of the weights that the batch's loss averages over; the number of rows where they are not weighted. */
  readonly batchWeight: Scalar;
  /** This step's momentum, where the optimizer schedules it. */
  readonly momentum?: Scalar | undefined;
}

/**
 * One link of an optimizer: turns gradients (or the previous link's output) into updates, and old state into
 * new ones.
 *
 * A pure function of tensors. State is keyed by variable name, so a step on some of the variables, or another
 * order, cannot mix their state. The last link's output is added to the variables; a variable without one
 * stays as it is.
 */
export interface GradientTransform {
  readonly name: string;
  /** The name with its options, for reports. Default: the name. */
  readonly description?: string | undefined;
  init(variables: NamedTensors): NamedTensors;
  /**
   * Where the gradients of the next step are taken, by variable, where that is not at the variables themselves. A
   * function of tensors as well. `update` is given the variables themselves.
   */
  readonly gradientPoint?: ((variables: NamedTensors, state: NamedTensors) => NamedTensors) | undefined;
  update(
    gradients: NamedTensors,
    state: NamedTensors,
    context: TransformContext,
  ): { readonly updates: NamedTensors; readonly state: NamedTensors };
}

/** A transform, as opposed to a function that makes one. */
export const TRANSFORM: OptionRule = {
  expects: (name) => `${name} to be a gradient transform, such as clipByGlobalNorm(1)`,
  types: [],
  accepts: (value) =>
    typeof value === 'object' &&
    value !== null &&
    'init' in value &&
    typeof value.init === 'function' &&
    'update' in value &&
    typeof value.update === 'function',
};

/** Refuses anything among `transforms` that is none. @throws ArgumentTypeError */
export function checkTransforms(where: string, transforms: readonly unknown[]): void {
  transforms.forEach((transform, index) => {
    validateArgument(where, `transform ${index}`, transform, TRANSFORM);
  });
}

/** A transform in words. */
export function describeTransform({ name, description }: GradientTransform): string {
  return description ?? name;
}

/** A fixed number, or `'scheduled'` for {@link TransformContext.momentum}. */
export type FixedOrScheduledMomentum = number | 'scheduled';

/** What {@link FixedOrScheduledMomentum} may be. */
export const FIXED_OR_SCHEDULED: OptionRule = {
  expects: (name) => `${DECAY.expects(name)} or 'scheduled'`,
  types: ['number', 'string'],
  accepts: (value) => value === 'scheduled' || DECAY.accepts(value),
};

/** The momentum of this step. */
export function momentumOf(decay: FixedOrScheduledMomentum, { momentum }: TransformContext): number | Scalar {
  if (decay !== 'scheduled') return decay;
  if (momentum) return momentum;
  throw new ArgumentRangeError('optimizer: expected the scheduled momentum as a tensor, got undefined.');
}

/** The tensor under `name`, which must be there. */
export function tensorOf(tensors: NamedTensors, name: string): NamedTensors[string] {
  const tensor = tensors[name];
  if (tensor) return tensor;
  throw new ArgumentRangeError(`optimizer: expected a tensor '${name}' in the state, got none of that name.`);
}

/** The gradient point of a transform whose state is kept under a prefix. */
export function gradientPointUnder(
  prefix: string,
  { gradientPoint }: GradientTransform,
): GradientTransform['gradientPoint'] {
  return gradientPoint && ((variables, state) => gradientPoint(variables, stateUnder(prefix, state)));
}
