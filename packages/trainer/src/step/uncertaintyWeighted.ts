import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { NamedVariables } from '../model/NamedTensors.ts';
import { BatchLoss } from './batchLoss.ts';
import type { LossFunction } from './LossFunction.ts';
import { type Losses, lossTerms } from './lossTerms.ts';

/** Losses by name, and the variables that weigh them. */
export interface UncertaintyWeighted {
  readonly loss: Readonly<Record<string, BatchLoss>>;
  /** The logarithm of each loss's scale, a scalar that begins at 0: `logScale/depth`. */
  readonly variables: NamedVariables;
}

/** exp(−s) · loss + s of a loss's mean: means of several batches add up as those of the loss do. */
function scaled(loss: BatchLoss, weight: number, logScale: tf.Variable): BatchLoss {
  return new BatchLoss({
    name: loss.name,
    facts: loss.facts,
    ignoreIndex: loss.ignoreIndex,
    compared: (outputs, batch) => loss.compared(outputs, batch),
    compute(outputs, batch) {
      const { value, weight: count } = loss.meanOf(outputs, batch);
      const inItsScale = tf.mul(tf.mul(value, weight), tf.exp(tf.neg(logScale)));
      return { sum: tf.mul(tf.add<tf.Scalar>(inItsScale, logScale), count), weight: count };
    },
  });
}

/**
 * Several losses whose weights are trained with the model: Σ exp(−sᵢ) · Lᵢ + sᵢ.
 *
 * Each loss is divided by a scale of its own, exp(sᵢ), that is trained toward the loss itself: for constant losses the
 * optimum is exp(sᵢ) = Lᵢ, where all count alike whatever their units. So nobody has to search for weights, and a loss that
 * stays large, because its targets are noisy, counts less. The total can go below 0, and validation has it in the scales of
 * its moment: let early stopping watch a metric. A loss that can be below 0 has no optimum; a batch of which nothing counts
 * trains no scale. From a loss far from 1 the way to its scale is long: a weight beside it says in which unit it begins.
 *
 * @param losses - By name, as `train` takes them: a function is the loss of the output of its name, a `batchLoss` sees all
 *   outputs. A weight multiplies its loss before it is scaled.
 * @returns `loss` for `train`, term by term, and `variables` for `withVariables`: optimized, saved and resumed with the model.
 *   Whoever disposes the model's variables disposes them.
 * @throws TypeError for losses without names or for what is no loss.
 * @example
 * ```ts
 * import { uncertaintyWeighted, withVariables } from '@losskit/trainer';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const slope = tf.variable(tf.scalar(1));
 * const lines = {
 *   variables: { slope },
 *   predict: (x: tf.Tensor) => ({ metres: tf.mul(x, slope), millimetres: tf.mul(tf.mul(x, slope), 1000) }),
 * };
 * const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yTrue, yPred)));
 * const { loss, variables } = uncertaintyWeighted({ metres: squares, millimetres: squares });
 * const model = withVariables(lines, variables);
 * Object.keys(model.variables); // ['slope', 'logScale/metres', 'logScale/millimetres']
 * Object.keys(loss); // ['metres', 'millimetres']
 * ```
 * @see A. Kendall, Y. Gal and R. Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and
 *   Semantics, 2018, arXiv:1705.07115; the factors ½ of its Gaussian losses are left to the losses.
 */
export function uncertaintyWeighted(losses: Exclude<Losses, LossFunction | BatchLoss>): UncertaintyWeighted {
  const named = lossTerms(losses).map(({ name, loss, weight }) => {
    if (name === undefined) {
      throw new ArgumentTypeError(
        'uncertaintyWeighted: expected losses by name, as { a, b }, got one without.',
      );
    }
    const logScale = tf.tidy(() => tf.variable(tf.scalar(0)));
    return { name, logScale, loss: scaled(loss, weight, logScale) };
  });
  return {
    loss: Object.fromEntries(named.map(({ name, loss }) => [name, loss])),
    variables: Object.fromEntries(named.map(({ name, logScale }) => [`logScale/${name}`, logScale])),
  };
}
