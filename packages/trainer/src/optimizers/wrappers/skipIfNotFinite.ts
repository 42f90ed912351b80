import * as tf from '@tensorflow/tfjs-core';

import { mapNamed, type NamedTensors } from '../../model/NamedTensors.ts';
import { checkOptimizer, type Optimizer } from '../Optimizer.ts';
import { gradientPointUnder, tensorOf } from '../transforms/GradientTransform.ts';
import { stateUnder, withPrefix } from '../transforms/statePrefix.ts';

const INNER = 'inner/';
const SKIPPED = 'skipped';

/** True where all elements of all tensors are finite: only then x · 0 is 0 everywhere. */
function allFinite(...groups: readonly NamedTensors[]): tf.Tensor {
  const zeros = groups.flatMap((group) => Object.values(group)).map((tensor) => tf.sum(tf.mul(tensor, 0)));
  return zeros.length > 0 ? tf.equal(tf.addN(zeros), 0) : tf.scalar(true, 'bool');
}

/**
 * Leaves variables and state as they are in a step whose gradients, updates or new state are not all finite,
 * and counts such steps in its state's `skipped`.
 *
 * New state count, because a squared gradient overflows long before the gradient does and would stay in the
 * running mean for ever. Optax's `apply_if_finite` looks at the updates only.
 *
 * @example
 * ```ts
 * import { adam } from '@losskit/trainer/optimizers';
 * skipIfNotFinite(adam({ learningRate: 1e-3 }));
 * ```
 */
export function skipIfNotFinite(optimizer: Optimizer): Optimizer {
  checkOptimizer('skipIfNotFinite', optimizer);
  const inner = optimizer.transform;
  const name = `skipIfNotFinite(${optimizer.name})`;
  return {
    ...optimizer,
    name,
    description: `${optimizer.description}, steps that are not finite skipped`,
    transform: {
      name,
      init: (variables) => ({ [SKIPPED]: tf.scalar(0), ...withPrefix(INNER, inner.init(variables)) }),
      gradientPoint: gradientPointUnder(INNER, inner),
      update(gradients, state, context) {
        const innerState = stateUnder(INNER, state);
        const result = inner.update(gradients, innerState, context);
        const finite = allFinite(gradients, result.updates, result.state);
        const skipped = tensorOf(state, SKIPPED);
        const newState = mapNamed(result.state, (tensor, stateName) =>
          tf.where(finite, tensor, tensorOf(innerState, stateName)),
        );
        return {
          updates: mapNamed(result.updates, (update) => tf.where(finite, update, tf.zerosLike(update))),
          state: { [SKIPPED]: tf.where(finite, skipped, tf.add(skipped, 1)), ...withPrefix(INNER, newState) },
        };
      },
    },
  };
}
