import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { integerFrom } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { checkOptimizer, type Optimizer } from '../Optimizer.ts';
import { gradientPointUnder, tensorOf } from '../transforms/GradientTransform.ts';
import { stateUnder, withPrefix } from '../transforms/statePrefix.ts';

const INNER = 'inner/';
const BATCHES = 'batches';
const WEIGHT_SUM = 'weightSum';

/**
 * Updates once in `every` steps, with the gradient that one batch of all their rows would have:
 *
 *     Σ weight · g / Σ weight
 *
 * where weight is what the batch's loss was averaged over: Σ w, or the rows for a plain function. This is exact
 * for a mean, however unequal the batches are; Keras, Lightning and Optax take the plain mean of the gradients.
 * Of several losses the weights have to follow from shapes alone, and keep their ratio. A loss whose rows depend
 * on each other (contrastive, Dice) has another value on the parts than on the whole; `train` refuses one that
 * declares so.
 *
 * The schedule counts every step, with an update or without. What is not yet used when training ends is
 * dropped. Branches on no value: both outcomes are computed, and one selected.
 *
 * @throws RangeError if `every` is not an integer >= 1.
 * @example
 * ```ts
 * import { adam } from '@losskit/trainer/optimizers';
 * accumulateGradients(adam({ learningRate: 1e-3 }), 4);
 * ```
 */
export function accumulateGradients(optimizer: Optimizer, every: number): Optimizer {
  checkOptimizer('accumulateGradients', optimizer);
  validateArgument('accumulateGradients', 'every', every, integerFrom(1));
  const inner = optimizer.transform;
  const name = `accumulateGradients(${optimizer.name})`;
  return {
    ...optimizer,
    name,
    description: `${optimizer.description}, gradients of ${every} batches added up`,
    addsUpBatches: true,
    transform: {
      name,
      init(variables) {
        const sums = mapNamed(variables, (variable) => tf.zerosLike(variable));
        return {
          [BATCHES]: tf.scalar(0),
          [WEIGHT_SUM]: tf.scalar(0),
          ...withPrefix('gradientSum/', sums),
          ...withPrefix(INNER, inner.init(variables)),
        };
      },
      gradientPoint: gradientPointUnder(INNER, inner),
      update(gradients, state, context) {
        const batches = tf.add(tensorOf(state, BATCHES), 1);
        const complete = tf.greaterEqual(batches, every);
        const weightSum = tf.add(tensorOf(state, WEIGHT_SUM), context.batchWeight);
        const sums = mapNamed(gradients, (gradient, variable) =>
          tf.add(tensorOf(state, `gradientSum/${variable}`), tf.mul(gradient, context.batchWeight)),
        );
        // An empty selection counts as gradient 0, as it does in the losses.
        const means = mapNamed(sums, (sum) => tf.divNoNan(sum, weightSum));
        const innerState = stateUnder(INNER, state);
        const result = inner.update(means, innerState, {
          ...context,
          batchWeight: tf.reshape<tf.Rank.R0>(weightSum, []),
        });

        const unlessComplete = (value: tf.Tensor) => tf.where(complete, tf.zerosLike(value), value);
        const ifComplete = (value: tf.Tensor, old: tf.Tensor) => tf.where(complete, value, old);
        return {
          updates: mapNamed(result.updates, (update) => ifComplete(update, tf.zerosLike(update))),
          state: {
            [BATCHES]: unlessComplete(batches),
            [WEIGHT_SUM]: unlessComplete(weightSum),
            ...withPrefix('gradientSum/', mapNamed(sums, unlessComplete)),
            ...withPrefix(
              INNER,
              mapNamed(result.state, (tensor, stateName) =>
                ifComplete(tensor, tensorOf(innerState, stateName)),
              ),
            ),
          },
        };
      },
    },
  };
}
