import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, FLAG } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import {
  FIXED_OR_SCHEDULED,
  type FixedOrScheduledMomentum,
  type GradientTransform,
  momentumOf,
  tensorOf,
} from './GradientTransform.ts';
import { stateUnder, withPrefix } from './statePrefix.ts';

const SUM = 'sum/';
/** The dampening of the next step: none in the first. */
const DAMPENED = 'dampening';

/**
 * The running sum b ← momentum · b + (1 − dampening) · g of the gradients, as PyTorch's SGD: b is g after the first
 * step.
 *
 * With `nesterov` the direction is g + momentum · b.
 */
export function scaleByMomentum(
  decay: FixedOrScheduledMomentum,
  nesterov: boolean,
  dampening = 0,
): GradientTransform {
  validateArgument('scaleByMomentum', 'momentum', decay, FIXED_OR_SCHEDULED);
  validateArgument('scaleByMomentum', 'nesterov', nesterov, FLAG);
  validateArgument('scaleByMomentum', 'dampening', dampening, DECAY);
  // Without momentum there is no sum to dampen.
  const isDampened = dampening > 0 && decay !== 0;
  return {
    name: 'momentum',
    description: describeOptions('scaleByMomentum', {
      momentum: decay,
      nesterov,
      dampening: dampening || undefined,
    }),
    init: (variables) => ({
      ...(isDampened ? { [DAMPENED]: tf.scalar(0) } : {}),
      ...withPrefix(
        SUM,
        mapNamed(variables, (variable) => tf.zerosLike(variable)),
      ),
    }),
    update(gradients, state, context) {
      const momentum = momentumOf(decay, context);
      const old = stateUnder(SUM, state);
      const share = isDampened && tf.sub(1, tensorOf(state, DAMPENED));
      const sums = mapNamed(gradients, (gradient, name) =>
        tf.add(tf.mul(tensorOf(old, name), momentum), share ? tf.mul(gradient, share) : gradient),
      );
      const updates = nesterov
        ? mapNamed(gradients, (gradient, name) => tf.add(gradient, tf.mul(tensorOf(sums, name), momentum)))
        : sums;
      const dampened = isDampened ? { [DAMPENED]: tf.scalar(dampening) } : {};
      return { updates, state: { ...dampened, ...withPrefix(SUM, sums) } };
    },
  };
}
