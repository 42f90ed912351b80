import * as tf from '@tensorflow/tfjs-core';

import type { PredictContext } from '../model/Model.ts';
import type { LayerLike, LayerWeight } from './LayersModelLike.ts';
import type { NamedWeights } from './nameWeights.ts';
import { override } from './override.ts';
import type { PlacedLayer } from './placeLayers.ts';

type Call = (inputs: tf.Tensor | tf.Tensor[], options: object) => unknown;

function isCall(value: unknown): value is Call {
  return typeof value === 'function';
}

function isWeight(value: unknown): value is Pick<LayerWeight, 'read'> {
  return typeof value === 'object' && value !== null && 'read' in value && typeof value.read === 'function';
}

/** Whether a layer normalises by the batch in training, and by moving statistics of its own else. */
function isBatchNorm(layer: LayerLike): boolean {
  return 'movingMean' in layer && 'movingVariance' in layer;
}

/** Its gain and offset, or where it has neither its moving statistics. */
function decisiveWeights({ weights }: LayerLike, { names, variables, nonTrainableVariables }: NamedWeights) {
  const all = weights.flatMap((weight) => names.get(weight) ?? []);
  const trained = all.filter((name) => Object.hasOwn(variables, name));
  return (trained.length > 0 ? trained : all).flatMap((name) => {
    const variable = variables[name] ?? nonTrainableVariables[name];
    return variable ? [{ name, variable }] : [];
  });
}

/**
 * Puts a gain of 1 and an offset of 0 where a layer has none: tfjs can neither train nor differentiate without
 * them.
 */
function fillMissing(layer: LayerLike): (() => void)[] {
  const statistics: unknown = Reflect.get(layer, 'movingMean');
  const shapeOf = () => (isWeight(statistics) ? statistics.read().shape : []);
  const fill = (weight: string, option: string, make: (shape: number[]) => tf.Tensor) =>
    Reflect.get(layer, option) === false
      ? [override(layer, option, true), override(layer, weight, { read: () => make(shapeOf()) })]
      : [];
  return [...fill('gamma', 'scale', tf.ones), ...fill('beta', 'center', tf.zeros)];
}

/** Makes batch norms train as in Keras. */
export interface BatchNorms {
  /** Runs `body`, which applies the model in training; afterwards the layers are as they were. */
  during<Result>(isFrozen: PredictContext['isFrozen'], body: () => Result): Result;
}

/**
 * Finds the batch norms of a model. One is frozen where its layer is, or where the optimizer freezes what it
 * trains: it then uses its moving statistics in training too, and leaves them as they are.
 *
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization, about `layer.trainable = False`
 */
export function batchNorms(placed: readonly PlacedLayer[], weights: NamedWeights): BatchNorms {
  const norms = placed.flatMap(({ layer, isFrozen }) => {
    const call: unknown = Reflect.get(layer, 'call');
    if (!(isBatchNorm(layer) && isCall(call))) return [];
    return [{ layer, call, isFrozen, decisive: decisiveWeights(layer, weights) }];
  });
  return {
    during(isFrozenVariable, body) {
      const restores: (() => void)[] = [];
      try {
        for (const { layer, call, isFrozen, decisive } of norms) {
          restores.push(...fillMissing(layer));
          const infers =
            isFrozen ||
            (isFrozenVariable && decisive.every(({ name, variable }) => isFrozenVariable(name, variable)));
          if (!infers) continue;
          const infer: Call = (inputs, options) =>
            Reflect.apply(call, layer, [inputs, { ...options, training: false }]);
          restores.push(override(layer, 'call', infer));
        }
        return body();
      } finally {
        for (const restore of restores.toReversed()) restore();
      }
    },
  };
}
