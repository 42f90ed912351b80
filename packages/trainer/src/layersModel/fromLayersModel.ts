import { ArgumentRangeError, ArgumentTypeError, withNearestName } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyModel } from '../model/Model.ts';
import type { Tensors } from '../model/NamedTensors.ts';
import { batchNorms } from './batchNorms.ts';
import type { LayersModelLike } from './LayersModelLike.ts';
import { nameWeights } from './nameWeights.ts';
import { type PlacedLayer, placeLayers } from './placeLayers.ts';
import { seededNoise } from './seededNoise.ts';

/** Options of {@link fromLayersModel}. */
export interface FromLayersModelOptions {
  /**
   * Of dropout and noise, which depend on (seed, layer, step) alone. An integer from 0 to 2⁵³ − 1. Default 0.
   */
  readonly seed?: number | undefined;
}

function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? 'any')}]`;
}

function checkShape(name: string, { shape: got }: tf.Tensor, wanted: readonly (number | null)[]): void {
  const fits =
    got.length === wanted.length &&
    wanted.every((size, axis) => size === null || size < 0 || size === got[axis]);
  if (fits) return;
  throw new ArgumentRangeError(
    `train: expected the input '${name}' of shape ${shapeText(wanted)}, got ${shapeText(got)}.`,
  );
}

/** The inputs in the model's order. */
function listInputs({ inputNames, inputs: symbols }: LayersModelLike, inputs: Tensors): tf.Tensor[] {
  const [only] = inputNames;
  const named = inputs instanceof tf.Tensor && inputNames.length === 1 && only ? { [only]: inputs } : inputs;
  if (named instanceof tf.Tensor) {
    throw new ArgumentRangeError(
      `train: expected inputs by name (${inputNames.join(', ')}), got one tensor.`,
    );
  }
  for (const name of Object.keys(named)) {
    if (inputNames.includes(name)) continue;
    throw new ArgumentRangeError(
      `train: expected inputs named ${inputNames.join(', ')}, got ${withNearestName(name, inputNames)}.`,
    );
  }
  return inputNames.map((name, index) => {
    const input = named[name];
    if (!input) throw new ArgumentRangeError(`train: expected an input '${name}', got none of that name.`);
    checkShape(name, input, symbols[index]?.shape ?? []);
    return input;
  });
}

/** One output as it is, several by the names of the layers that make them. */
function nameOutputs({ outputNames }: LayersModelLike, outputs: unknown): Tensors {
  const list = [outputs].flat();
  const tensors = list.filter((output) => output instanceof tf.Tensor);
  const [only] = tensors;
  if (tensors.length !== list.length || tensors.length !== outputNames.length || !only) {
    throw new ArgumentTypeError(
      `train: expected a model with ${outputNames.length} outputs, got ${tensors.length}.`,
    );
  }
  if (tensors.length === 1) return only;
  return Object.fromEntries(tensors.map((output, index) => [outputNames[index] ?? String(index), output]));
}

/** State that only the layer sees would be in no checkpoint, and validation would change it. */
function refuseStateful(placed: readonly PlacedLayer[]): void {
  const stateful = placed.find(({ layer }) => layer.stateful === true);
  if (!stateful) return;
  throw new ArgumentRangeError(
    `train: expected layers that carry no state from batch to batch, got '${stateful.layer.name}' with stateful: true; ` +
      'make it with stateful: false and give it whole sequences.',
  );
}

/**
 * Makes a model that `train` takes of a `tf.LayersModel`, `tf.sequential` or functional, which shares its
 * weights.
 *
 * - Several inputs or outputs are by name: those of the input layers, and of the layers that make the
 *   outputs.
 * - Variables are named by the layer and what they are: `encoder/kernel`; of a layer without a name of its
 *   own by its place, `2.dense/kernel`, which is the same whenever the model is built again.
 * - Batch norm uses the batch in training, the moving statistics else; these are `nonTrainableVariables`.
 * - What `trainable = false` freezes, a layer or a whole model within this one, is left as it is: its weights
 *   are `nonTrainableVariables`, its regularisers don't count, and its batch norms use their moving
 *   statistics in training too, as in Keras. So do those whose gain and offset the optimizer freezes.
 *   `trainable` is read here: call this again after changing it.
 * - Regularisers of layers, recurrent cells included, are the model's `penalty`.
 * - Dropout and noise, within recurrent cells too, are drawn from (seed, layer, step). A `seed` of the layer
 *   itself, which would give every step the same mask, isn't used. A layer class of your own finds `seed` and
 *   `step` beside `training` in the second argument of its `call`.
 *
 * @throws RangeError if the model is empty, if two of its outputs share a name, or if a layer is stateful.
 * @example
 * ```ts
 * const layers = tf.sequential({
 *   layers: [
 *     tf.layers.dense({ name: 'hidden', units: 8, inputShape: [4], activation: 'relu' }),
 *     tf.layers.dropout({ rate: 0.5 }),
 *     tf.layers.dense({ units: 1 }),
 *   ],
 * });
 * const { variables } = fromLayersModel(layers, { seed: 7 });
 * Object.keys(variables); // ['hidden/kernel', 'hidden/bias', '2.dense/kernel', '2.dense/bias']
 * ```
 */
export function fromLayersModel(
  layers: LayersModelLike,
  { seed = 0 }: FromLayersModelOptions = {},
): AnyModel {
  const [input] = layers.inputs;
  if (!input) {
    throw new ArgumentRangeError('train: expected a LayersModel with layers, got an empty one.');
  }
  // A sequential model puts off naming its inputs until its first use.
  if (!layers.built) layers.build([...input.shape]);
  const { outputNames } = layers;
  if (new Set(outputNames).size < outputNames.length) {
    throw new ArgumentRangeError(
      `train: expected outputs of different names, got ${outputNames.join(', ')}.`,
    );
  }
  const placed = placeLayers(layers);
  refuseStateful(placed);
  const weights = nameWeights(layers, placed);
  const noise = seededNoise(placed, seed);
  const norms = batchNorms(placed, weights);
  const losses = placed.filter(({ isFrozen }) => !isFrozen).flatMap(({ layer }) => layer.losses);
  const [first, ...others] = losses;
  return {
    variables: weights.variables,
    nonTrainableVariables: weights.nonTrainableVariables,
    penalty: first && (() => others.reduce((sum, loss) => tf.add(sum, loss()), first())),
    predict(inputs, context) {
      const { training, isFrozen } = context;
      const list = listInputs(layers, inputs);
      if (!training)
        return nameOutputs(
          layers,
          noise.without(() => layers.apply(list, { training })),
        );
      const step = context.drawingStep ?? context.step ?? 0;
      const apply = () => layers.apply(list, { training, seed, step });
      return nameOutputs(
        layers,
        noise.during(step, () => norms.during(isFrozen, apply)),
      );
    },
  };
}
