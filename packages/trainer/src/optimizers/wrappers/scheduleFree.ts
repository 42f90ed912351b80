import * as tf from '@tensorflow/tfjs-core';

import { aliasTensor, mapNamed, type NamedTensors } from '../../model/NamedTensors.ts';
import { DECAY, NON_NEGATIVE, optional } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { checkOptimizer, type Optimizer } from '../Optimizer.ts';
import { describeOptions } from '../transforms/describeOptions.ts';
import { tensorOf } from '../transforms/GradientTransform.ts';
import { stateUnder, withPrefix } from '../transforms/statePrefix.ts';

/** Options of {@link scheduleFree}. */
export interface ScheduleFreeOptions {
  /** How far gradients are taken from z towards the average, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** A step counts in the average by (largest learning rate so far)^power, power ≥ 0. Default 2. */
  readonly weightPower?: number;
}

const INNER = 'inner/';
const ITERATE = 'iterate/';
const WEIGHT_SUM = 'weightSum';
const LARGEST_RATE = 'largestLearningRate';

/**
 * An optimizer whose weights are an average that needs no decay of the learning rate:
 *
 *     y = (1 − β) z + β x, z ← z + update at y, x ← (1 − c) x + c z
 *
 * The model's weights are x, so that is what is validated, saved and kept; gradients are taken at y. c is the newest
 * step's share of Σ η², with η the largest learning rate so far. The optimizer should have no momentum of its own, of
 * which β takes the place.
 *
 * Batch norm gathers its moving statistics at y, a little away from x.
 *
 * @throws TypeError for what is no optimizer or an option of another type; RangeError for a number out of range or an
 *   unknown option.
 * @example
 * ```ts
 * import { sgd } from '@losskit/trainer/optimizers';
 * scheduleFree(sgd({ learningRate: 1 }));
 * ```
 * @see A. Defazio et al., The Road Less Scheduled, 2024, arXiv:2405.15682
 */
export function scheduleFree(optimizer: Optimizer, options: ScheduleFreeOptions = {}): Optimizer {
  checkOptimizer('scheduleFree', optimizer);
  validateOptions('scheduleFree', options, { beta1: optional(DECAY), weightPower: optional(NON_NEGATIVE) });
  const { beta1 = 0.9, weightPower = 2 } = options;
  const inner = optimizer.transform;
  const name = `scheduleFree(${optimizer.name})`;
  const pointOf = (variables: NamedTensors, state: NamedTensors) =>
    mapNamed(variables, (variable, variableName) => {
      const iterate = tensorOf(state, `${ITERATE}${variableName}`);
      return tf.add(iterate, tf.mul(tf.sub(variable, iterate), beta1));
    });
  return {
    ...optimizer,
    name,
    description: `${optimizer.description}, ${describeOptions('schedule-free', { beta1, weightPower })}`,
    transform: {
      name,
      gradientPoint: pointOf,
      init: (variables) => ({
        [WEIGHT_SUM]: tf.scalar(0),
        [LARGEST_RATE]: tf.scalar(0),
        ...withPrefix(ITERATE, mapNamed(variables, aliasTensor)),
        ...withPrefix(INNER, inner.init(variables)),
      }),
      update(gradients, state, context) {
        const { learningRate, variables } = context;
        const moving = mapNamed(gradients, (_gradient, variable) => tensorOf(variables, variable));
        const result = inner.update(gradients, stateUnder(INNER, state), {
          ...context,
          variables: pointOf(moving, state),
        });
        const largest = tf.maximum(tensorOf(state, LARGEST_RATE), learningRate);
        const weight = tf.pow(largest, weightPower);
        const weightSum = tf.add(tensorOf(state, WEIGHT_SUM), weight);
        // As long as the learning rate is 0, so are the weights.
        const share = tf.divNoNan(weight, weightSum);
        const iterates = mapNamed(stateUnder(ITERATE, state), (iterate, variable) => {
          const update = result.updates[variable];
          return update ? tf.add(iterate, update) : iterate;
        });
        return {
          updates: mapNamed(result.updates, (_update, variable) =>
            tf.mul(tf.sub(tensorOf(iterates, variable), tensorOf(variables, variable)), share),
          ),
          state: {
            [WEIGHT_SUM]: weightSum,
            [LARGEST_RATE]: largest,
            ...withPrefix(ITERATE, iterates),
            ...withPrefix(INNER, result.state),
          },
        };
      },
    },
  };
}
