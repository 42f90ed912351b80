import * as tf from '@tensorflow/tfjs-core';

import { asModel } from '../layersModel/asModel.ts';
import type { LayersModelLike } from '../layersModel/LayersModelLike.ts';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import type { NamedVariables } from '../model/NamedTensors.ts';
import { FUNCTION, OBJECT, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { freeGradientTape } from '../step/freeGradientTape.ts';
import { type LossDefinition, totalLoss } from '../step/totalLoss.ts';
import { type Evaluation, LBFGS_RULES, type LbfgsOptions, type LbfgsStop, lbfgs } from './lbfgs.ts';

/** Options of {@link minimize}. */
export interface MinimizeOptions extends LbfgsOptions, Pick<LossDefinition, 'loss' | 'penalty'> {
  readonly model: AnyModel | LayersModelLike;
  /** All rows at once. */
  readonly batch: AnyBatch;
}

/** What {@link minimize} reached. */
export interface Minimized {
  readonly loss: number;
  /** Largest element of the gradient at the end. */
  readonly gradient: number;
  readonly iterations: number;
  /** How often the loss and its gradient were computed. */
  readonly evaluations: number;
  readonly stopped: LbfgsStop;
}

function assignFlat(variables: NamedVariables, point: Float64Array): void {
  let from = 0;
  for (const variable of Object.values(variables)) {
    const numbers = Float32Array.from(point.subarray(from, from + variable.size));
    tf.tidy(() => {
      variable.assign(tf.tensor(numbers, variable.shape));
    });
    from += variable.size;
  }
}

async function readFlat(tensors: readonly tf.Tensor[]): Promise<Float64Array> {
  const parts = await Promise.all(tensors.map((tensor) => tensor.data()));
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/**
 * Minimises the loss of one batch, which holds all rows, by L-BFGS: for models so small that every step can look at all
 * of them, such as linear ones, to the last digits that float32 tells apart. Updates the variables in place.
 *
 * Unlike an optimizer of `train` it computes the loss several times a step and reads it back. The model predicts as in
 * evaluation, so without dropout, and moving statistics stay. There is no state to resume from: from the
 * variables that it left it starts anew.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @throws LosskitError `loss-not-finite` where the loss or its gradient are not finite at the start.
 * @example
 * ```ts
 * const slope = tf.variable(tf.scalar(0));
 * const { stopped } = await minimize({
 *   model: { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
 *   batch: { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 6]) },
 *   loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
 * });
 * slope.dataSync(); // [3]
 * stopped; // 'gradient'
 * ```
 * @see lbfgs
 */
export async function minimize(options: MinimizeOptions): Promise<Minimized> {
  validateOptions('minimize', options, {
    ...LBFGS_RULES,
    model: OBJECT,
    batch: OBJECT,
    loss: {
      expects: (name) => `a ${name}`,
      types: [],
      accepts: (value) => value !== undefined && value !== null,
    },
    penalty: optional(FUNCTION),
  });
  const { model: given, batch, loss, penalty, ...search } = options;
  const model = asModel(given);
  const definition = { model, loss, penalty };
  const variables = Object.values(model.variables);

  function valueAndGradients(): tf.Tensor[] {
    try {
      return tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () => totalLoss(definition, batch, model.predict(batch.inputs, { training: false })).total,
          variables,
        );
        return [value, ...variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable))];
      });
    } catch (error) {
      freeGradientTape();
      throw error;
    }
  }

  async function evaluate(point: Float64Array): Promise<Evaluation> {
    assignFlat(model.variables, point);
    const tensors = valueAndGradients();
    try {
      const [value = Number.NaN, ...gradient] = await readFlat(tensors);
      return { value, gradient: Float64Array.from(gradient) };
    } finally {
      tf.dispose(tensors);
    }
  }

  const start = await readFlat(variables);
  try {
    const found = await lbfgs(evaluate, start, search);
    assignFlat(model.variables, found.point);
    const { value, gradient, iterations, evaluations, stopped } = found;
    const steepest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    return { loss: value, gradient: steepest, iterations, evaluations, stopped };
  } catch (error) {
    assignFlat(model.variables, start);
    throw error;
  }
}
