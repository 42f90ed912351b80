import { ArgumentRangeError } from '@losskit/errors';

import type { AnyModel } from './Model.ts';
import type { NamedVariables } from './NamedTensors.ts';

/**
 * A model that trains more variables than its own, such as the centres of a loss: they are optimized, saved and resumed with it.
 *
 * @param model - Stays as it is.
 * @param variables - By names that the model's own variables don't have.
 * @throws RangeError for a name that the model has.
 * @example
 * ```ts
 * import { withVariables } from '@losskit/trainer';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const weight = tf.variable(tf.ones([2, 2]));
 * const embed = { variables: { weight }, predict: (x: tf.Tensor) => tf.matMul(x.as2D(1, 2), weight.as2D(2, 2)) };
 * const model = withVariables(embed, { centres: tf.variable(tf.eye(2)) });
 * Object.keys(model.variables); // ['weight', 'centres']
 * ```
 */
export function withVariables<Model extends AnyModel>(
  model: Model,
  variables: NamedVariables,
): Pick<AnyModel, 'variables' | 'nonTrainableVariables' | 'penalty'> & Pick<Model, 'predict'> {
  const taken = Object.keys(variables).find((name) => Object.hasOwn(model.variables, name));
  if (taken !== undefined) {
    throw new ArgumentRangeError(
      `withVariables: expected names that the model's variables don't have, got '${taken}'.`,
    );
  }
  const { nonTrainableVariables, penalty } = model;
  return {
    variables: { ...model.variables, ...variables },
    nonTrainableVariables,
    penalty,
    predict: model.predict.bind(model),
  };
}
