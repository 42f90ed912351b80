import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { mapNamed, type NamedTensors } from '../../model/NamedTensors.ts';
import { DECAY } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { checkOptimizer, type Optimizer } from '../Optimizer.ts';
import { gradientPointUnder, tensorOf } from '../transforms/GradientTransform.ts';
import { stateUnder, withPrefix } from '../transforms/statePrefix.ts';

const INNER = 'inner/';
const AVERAGE = 'weightAverage/';

/**
 * Keeps an exponential moving average of the weights beside them: a ← decay · a + (1 − decay) · θ after each
 * update, from a = θ at the start, as Keras. Training itself is unchanged; {@link averagedWeights} reads the
 * average.
 *
 * Every step counts; inside `accumulateGradients` every update does.
 *
 * @param decay - 0 ≤ decay < 1; about 1 / (1 − decay) steps are averaged. Default 0.999.
 * @throws RangeError if `decay` is out of range.
 * @see B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992,
 *   doi:10.1137/0330046
 */
export function averageWeights(optimizer: Optimizer, decay = 0.999): Optimizer {
  checkOptimizer('averageWeights', optimizer);
  validateArgument('averageWeights', 'decay', decay, DECAY);
  const inner = optimizer.transform;
  const name = `averageWeights(${optimizer.name})`;
  return {
    ...optimizer,
    name,
    description: `${optimizer.description}, weights averaged with decay ${decay}`,
    transform: {
      name,
      init: (variables) => ({
        ...withPrefix(INNER, inner.init(variables)),
        ...withPrefix(
          AVERAGE,
          mapNamed(variables, (variable) => tf.clone(variable)),
        ),
      }),
      gradientPoint: gradientPointUnder(INNER, inner),
      update(gradients, state, context) {
        const result = inner.update(gradients, stateUnder(INNER, state), context);
        const averages = mapNamed(stateUnder(AVERAGE, state), (average, variableName) => {
          const variable = tensorOf(context.variables, variableName);
          const update = result.updates[variableName];
          const weights = update ? tf.add(variable, update) : variable;
          return tf.add(tf.mul(average, decay), tf.mul(weights, 1 - decay));
        });
        return {
          updates: result.updates,
          state: { ...withPrefix(INNER, result.state), ...withPrefix(AVERAGE, averages) },
        };
      },
    },
  };
}

/**
 * The averages by variable name out of an optimizer's state, wherever in it {@link averageWeights} stands.
 *
 * @throws RangeError if the state hold none.
 */
export function averagedWeights(state: NamedTensors): NamedTensors {
  const found = Object.entries(state).flatMap(([name, tensor]) => {
    const place = name.indexOf(AVERAGE);
    return place < 0 ? [] : [[name.slice(place + AVERAGE.length), tensor] as const];
  });
  if (found.length > 0) return Object.fromEntries(found);
  throw new ArgumentRangeError('averagedWeights: expected state of averageWeights, got none.');
}
