import * as tf from '@tensorflow/tfjs-core';

import type { NamedTensors } from '../Model.ts';
import { mapNamed, tensorOf } from './GradientTransform.ts';
import type { Optimizer } from './Optimizer.ts';
import { slotsUnder, withPrefix } from './slotPrefix.ts';

const INNER = 'inner/';
const SKIPPED = 'skipped';

/** True where all elements of all tensors are finite: only then x · 0 is 0 everywhere. */
function allFinite(...groups: readonly NamedTensors[]): tf.Tensor {
  const zeros = groups.flatMap((group) => Object.values(group)).map((tensor) => tf.sum(tf.mul(tensor, 0)));
  return zeros.length > 0 ? tf.equal(tf.addN(zeros), 0) : tf.scalar(true, 'bool');
}

/**
 * Leaves variables and slots as they are in a step whose gradients, updates or new slots are not all finite, and counts
 * such steps in the slot `skipped`.
 *
 * New slots count, because a squared gradient overflows long before the gradient does and would stay in the running
 * mean for ever. Optax's `apply_if_finite` looks at the updates only.
 *
 * @example
 * ```ts
 * skipIfNotFinite(adam({ learningRate: 1e-3 }));
 * ```
 */
export function skipIfNotFinite(optimizer: Optimizer): Optimizer {
  const inner = optimizer.transform;
  const name = `skipIfNotFinite(${optimizer.name})`;
  return {
    ...optimizer,
    name,
    transform: {
      name,
      init: (variables) => ({ [SKIPPED]: tf.scalar(0), ...withPrefix(INNER, inner.init(variables)) }),
      update(gradients, slots, context) {
        const innerSlots = slotsUnder(INNER, slots);
        const result = inner.update(gradients, innerSlots, context);
        const finite = allFinite(gradients, result.updates, result.slots);
        const skipped = tensorOf(slots, SKIPPED);
        const newSlots = mapNamed(result.slots, (slot, slotName) =>
          tf.where(finite, slot, tensorOf(innerSlots, slotName)),
        );
        return {
          updates: mapNamed(result.updates, (update) => tf.where(finite, update, tf.zerosLike(update))),
          slots: { [SKIPPED]: tf.where(finite, skipped, tf.add(skipped, 1)), ...withPrefix(INNER, newSlots) },
        };
      },
    },
  };
}
