import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { LayerDraws } from './LayerDraws.ts';
import type { LayerLike } from './LayersModelLike.ts';
import { override } from './override.ts';
import type { PlacedLayer } from './placeLayers.ts';

/** Puts seeded draws in the place of a layer's own random numbers. Gives what puts these back. */
type Seeding = (draws: LayerDraws) => () => void;

function numberOf(layer: LayerLike, property: string): number {
  const value: unknown = Reflect.get(layer, property);
  return typeof value === 'number' ? value : 0;
}

function dropped(input: tf.Tensor, draws: LayerDraws, rate: number, shape = input.shape): tf.Tensor {
  return tf.mul(input, tf.mul(draws.keptWhere(shape, rate), 1 / (1 - rate)));
}

/** Which sizes of a mask are 1, so that whole channels drop out together; as tfjs's layers have it. */
function noiseShapeOf(layer: LayerLike, { shape }: tf.Tensor): readonly number[] {
  if (layer.getClassName() === 'SpatialDropout1D') return shape.map((size, axis) => (axis === 1 ? 1 : size));
  const given: unknown = Reflect.get(layer, 'noiseShape');
  if (!Array.isArray(given)) return shape;
  return shape.map((size, axis) => (typeof given[axis] === 'number' ? given[axis] : size));
}

/** Keeps mean and variance of a SELU's output: what drops out becomes its value at −∞. */
function alphaDropped(
  input: tf.Tensor,
  draws: LayerDraws,
  rate: number,
  shape: readonly number[],
): tf.Tensor {
  const lowest = -1.6732632423543772 * 1.0507009873554805;
  const kept = draws.keptWhere(shape, rate);
  const scale = ((1 - rate) * (1 + rate * lowest ** 2)) ** -0.5;
  const mixed = tf.add(tf.mul(input, kept), tf.mul(tf.sub(1, kept), lowest));
  return tf.add(tf.mul(mixed, scale), -scale * lowest * rate);
}

type Noise = (layer: LayerLike, input: tf.Tensor, draws: LayerDraws) => tf.Tensor;

const dropout: Noise = (layer, input, draws) =>
  dropped(input, draws, numberOf(layer, 'rate'), [...noiseShapeOf(layer, input)]);

/** What each layer does to its input in training. Its numbers are those of its options. */
const NOISES: Readonly<Record<string, Noise>> = {
  Dropout: dropout,
  SpatialDropout1D: dropout,
  AlphaDropout: (layer, input, draws) =>
    alphaDropped(input, draws, numberOf(layer, 'rate'), noiseShapeOf(layer, input)),
  GaussianDropout(layer, input, draws) {
    const rate = numberOf(layer, 'rate');
    return tf.mul(input, draws.normal(input.shape, 1, Math.sqrt(rate / (1 - rate))));
  },
  GaussianNoise: (layer, input, draws) =>
    tf.add(input, draws.normal(input.shape, 0, numberOf(layer, 'stddev'))),
};

/** Layers with a generator of their own, which a seed restarts. They work by chance in evaluation too. */
const GENERATORS = ['RandomHeight', 'RandomWidth'];

const isFraction = (rate: number) => 0 < rate && rate < 1;

function seedingOf(layer: LayerLike): Seeding | undefined {
  const className = layer.getClassName();
  const noise = NOISES[className];
  if (noise) {
    if (!(className === 'GaussianNoise' || isFraction(numberOf(layer, 'rate')))) return undefined;
    return (draws) =>
      override(layer, 'call', (inputs: tf.Tensor | tf.Tensor[]) =>
        tf.tidy(() => noise(layer, onlyOf(layer, inputs), draws)),
      );
  }
  const drops = isFraction(numberOf(layer, 'dropout')) || isFraction(numberOf(layer, 'recurrentDropout'));
  if (drops && 'dropoutMask' in layer && typeof Reflect.get(layer, 'dropoutFunc') !== 'function') {
    return (draws) =>
      override(layer, 'dropoutFunc', (ones: tf.Tensor, rate: number) => dropped(ones, draws, rate));
  }
  if (GENERATORS.includes(className)) {
    return (draws) => {
      let next = draws.stream.uint32();
      return override(layer, 'randomGenerator', { seed: next, next: () => next++ });
    };
  }
  return undefined;
}

function onlyOf({ name }: LayerLike, inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [input, ...more] = [inputs].flat();
  if (input && more.length === 0) return input;
  throw new ArgumentRangeError(`train: expected one input of the layer '${name}', got ${more.length + 1}.`);
}

/**
 * Frees the masks that recurrent cells keep from one call to the next; a stack of cells would use them for
 * ever.
 */
function forgetMasks(layer: LayerLike): void {
  for (const property of ['dropoutMask', 'recurrentDropoutMask']) {
    const mask: unknown = Reflect.get(layer, property);
    const masks = [mask].flat().filter((one) => one instanceof tf.Tensor);
    if (masks.length === 0) continue;
    tf.dispose(masks);
    Reflect.set(layer, property, null);
  }
}

/** Makes the layers that draw random numbers draw them from (seed, place, step). */
export interface SeededNoise {
  /** Runs `body`, which applies the model in training; afterwards the layers are as they were. */
  during<Result>(step: number, body: () => Result): Result;
  /** Runs `body`, which applies the model in evaluation. */
  without<Result>(body: () => Result): Result;
}

/**
 * Finds the layers that draw random numbers. tfjs's own streams start anew in every process and every call.
 */
export function seededNoise(placed: readonly PlacedLayer[], seed: number): SeededNoise {
  const noisy = placed.flatMap(({ layer, place }) => {
    const seeding = seedingOf(layer);
    return seeding ? [{ layer, place, seeding }] : [];
  });
  return {
    during(step, body) {
      const restores: (() => void)[] = [];
      try {
        for (const { layer, place, seeding } of noisy) {
          forgetMasks(layer);
          restores.push(seeding(new LayerDraws(seed, place, step)));
        }
        return body();
      } finally {
        for (const restore of restores) restore();
      }
    },
    without(body) {
      for (const { layer } of noisy) forgetMasks(layer);
      return body();
    },
  };
}
