import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { NamedVariables } from '../model/NamedTensors.ts';
import type { LayersModelLike, LayerWeight } from './LayersModelLike.ts';
import type { PlacedLayer } from './placeLayers.ts';

/** The weights of a model by names that depend on nothing but the model. */
export interface NamedWeights {
  readonly variables: NamedVariables;
  readonly nonTrainableVariables: NamedVariables;
  /** The name of each weight. */
  readonly names: ReadonlyMap<LayerWeight, string>;
}

function variableOf(weight: LayerWeight): tf.Variable {
  const variable = weight.read();
  if (variable instanceof tf.Variable) return variable;
  throw new ArgumentTypeError(
    `train: expected the weight '${weight.originalName}' to be a variable, got a tensor.`,
  );
}

/**
 * Names weights by place and kind, `2.dense/kernel`; a trainable weight of a frozen layer counts as not
 * trainable.
 */
export function nameWeights(model: LayersModelLike, placed: readonly PlacedLayer[]): NamedWeights {
  const names = new Map<LayerWeight, string>();
  const taken = new Set<string>();
  // Inner layers come first: what a wrapper shows as its weights is theirs.
  for (const { layer, place } of placed) {
    for (const weight of layer.weights) {
      if (names.has(weight)) continue;
      const base = `${place}/${weight.originalName.split('/').at(-1)}`;
      let name = base;
      for (let count = 1; taken.has(name); count += 1) name = `${base}_${count}`;
      taken.add(name);
      names.set(weight, name);
    }
  }
  const trainable = new Set(model.trainableWeights);
  const named = (wanted: boolean) =>
    Object.fromEntries(
      [...names]
        .filter(([weight]) => trainable.has(weight) === wanted)
        .map(([weight, name]) => [name, variableOf(weight)]),
    );
  return { variables: named(true), nonTrainableVariables: named(false), names };
}
