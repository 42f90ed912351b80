import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { FILTER, NON_NEGATIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { checkFilter, describeFilter, passes, rankAboveOne, type VariableFilter } from './VariableFilter.ts';

/**
 * Adds λ · θ to the direction of the variables that `mask` lets pass; by default of those of rank 2 and more,
 * which leaves out biases and the gains of norms.
 *
 * After an adaptive link this is decoupled decay (AdamW); before it, an L2 penalty of λ/2 · ‖θ‖².
 *
 * @throws RangeError if `weightDecay` is not a number >= 0, and at the start if a mask by name fits no
 *   variable.
 * @see I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019, arXiv:1711.05101
 */
export function addDecayedWeights(
  weightDecay: number,
  mask: VariableFilter = rankAboveOne,
): GradientTransform {
  validateArgument('addDecayedWeights', 'weightDecay', weightDecay, NON_NEGATIVE);
  validateArgument('addDecayedWeights', 'mask', mask, FILTER);
  return {
    name: 'addDecayedWeights',
    description: describeOptions('addDecayedWeights', { weightDecay, mask: describeFilter(mask) }),
    init(variables) {
      checkFilter('addDecayedWeights', mask, variables);
      return {};
    },
    update(directions, state, { variables }) {
      const updates = mapNamed(directions, (direction, name) => {
        const variable = tensorOf(variables, name);
        return passes(mask, name, variable) ? tf.add(direction, tf.mul(variable, weightDecay)) : direction;
      });
      return { updates, state };
    },
  };
}
