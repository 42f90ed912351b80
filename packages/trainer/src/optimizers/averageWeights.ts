import * as tf from '@tensorflow/tfjs-core';

import type { NamedTensors } from '../Model.ts';
import { mapNamed, tensorOf } from './GradientTransform.ts';
import { checkDecay, type Optimizer } from './Optimizer.ts';
import { slotsUnder, withPrefix } from './slotPrefix.ts';

const INNER = 'inner/';
const AVERAGE = 'weightAverage/';

/**
 * Keeps an exponential moving average of the weights beside them: a ← decay · a + (1 − decay) · θ after each update, from
 * a = θ at the start, as Keras. Training itself is unchanged; {@link averagedWeights} reads the average.
 *
 * Every step counts; inside `accumulateGradients` every update does.
 *
 * @param decay - 0 ≤ decay < 1; about 1 / (1 − decay) steps are averaged. Default 0.999.
 * @throws RangeError if `decay` is out of range.
 * @see B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992,
 *   doi:10.1137/0330046
 */
export function averageWeights(optimizer: Optimizer, decay = 0.999): Optimizer {
  checkDecay('averageWeights', 'decay', decay);
  const inner = optimizer.transform;
  const name = `averageWeights(${optimizer.name})`;
  return {
    ...optimizer,
    name,
    transform: {
      name,
      init: (variables) => ({
        ...withPrefix(INNER, inner.init(variables)),
        ...withPrefix(
          AVERAGE,
          mapNamed(variables, (variable) => tf.clone(variable)),
        ),
      }),
      update(gradients, slots, context) {
        const result = inner.update(gradients, slotsUnder(INNER, slots), context);
        const averages = mapNamed(slotsUnder(AVERAGE, slots), (average, variableName) => {
          const variable = tensorOf(context.variables, variableName);
          const update = result.updates[variableName];
          const weights = update ? tf.add(variable, update) : variable;
          return tf.add(tf.mul(average, decay), tf.mul(weights, 1 - decay));
        });
        return {
          updates: result.updates,
          slots: { ...withPrefix(INNER, result.slots), ...withPrefix(AVERAGE, averages) },
        };
      },
    },
  };
}

/**
 * The averages by variable name out of an optimizer's slots, wherever in it {@link averageWeights} stands.
 *
 * @throws RangeError if the slots hold none.
 */
export function averagedWeights(slots: NamedTensors): NamedTensors {
  const found = Object.entries(slots).flatMap(([name, slot]) => {
    const place = name.indexOf(AVERAGE);
    return place < 0 ? [] : [[name.slice(place + AVERAGE.length), slot] as const];
  });
  if (found.length > 0) return Object.fromEntries(found);
  throw new RangeError('averagedWeights: expected slots of averageWeights, got none.');
}
