import { ArgumentRangeError } from '@losskit/errors';
import type { Scalar } from '@tensorflow/tfjs-core';

import type { NamedTensors } from '../model/NamedTensors.ts';

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
  update(
    gradients: NamedTensors,
    state: NamedTensors,
    context: TransformContext,
  ): { readonly updates: NamedTensors; readonly state: NamedTensors };
}

/** A transform in words. */
export function describeTransform({ name, description }: GradientTransform): string {
  return description ?? name;
}

/** A fixed number, or `'scheduled'` for {@link TransformContext.momentum}. */
export type FixedOrScheduledMomentum = number | 'scheduled';

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
