import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import type { GradientTransform } from './GradientTransform.ts';

/** Each direction times the same number > 0: another learning rate for the variables of a `partition`. */
export function scaleByFactor(factor: number): GradientTransform {
  validateArgument('scaleByFactor', 'factor', factor, POSITIVE);
  return {
    name: 'factor',
    description: describeOptions('scaleByFactor', { factor }),
    init: () => ({}),
    update: (directions, state) => ({
      updates: mapNamed(directions, (direction) => tf.mul(direction, factor)),
      state,
    }),
  };
}
