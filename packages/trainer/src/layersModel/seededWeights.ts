import { rangeError, typeError } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import { makings } from './makings.ts';
import { override } from './override.ts';

/** A class whose instances add weights to themselves: `tf.layers.Layer`. */
export interface LayerClass {
  readonly prototype: object;
}

/** Options of {@link seededWeights}. */
export interface SeededWeightsOptions {
  /** Of the initial weights. An integer from 0 to 2⁵³ − 1. */
  readonly seed: number;
}

type AddWeight = (...given: unknown[]) => unknown;

const patched = new WeakMap<object, { users: number; readonly restore: () => void }>();

function isFunction(value: unknown): value is AddWeight {
  return typeof value === 'function';
}

/**
 * The same method, which draws what an initializer without a seed takes from `Math.random` from the weight's
 * own stream.
 */
function seededAddWeight(addWeight: AddWeight): AddWeight {
  return function addSeededWeight(this: unknown, ...given) {
    const current = makings.getStore();
    if (!current) return Reflect.apply(addWeight, this, given);
    const stream = randomStream(current.seed, 'initial weights', current.weights);
    current.weights += 1;
    // An initializer is synchronous, so nobody else draws meanwhile.
    const restore = override(Math, 'random', () => stream.uniform());
    try {
      return Reflect.apply(addWeight, this, given);
    } finally {
      restore();
    }
  };
}

/** Patches the class, unless another call has; gives what takes the patch back after the last call. */
function patch({ prototype }: LayerClass): () => void {
  const addWeight: unknown = Reflect.get(prototype, 'addWeight');
  if (!isFunction(addWeight)) {
    throw typeError('seededWeights', 'tf.layers.Layer, whose instances add weights', prototype);
  }
  const entry = patched.get(prototype) ?? {
    users: 0,
    restore: override(prototype, 'addWeight', seededAddWeight(addWeight)),
  };
  patched.set(prototype, entry);
  entry.users += 1;
  return () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    patched.delete(prototype);
    entry.restore();
  };
}

/**
 * Makes layers whose initial weights depend on the seed alone, also where the layers name none.
 *
 * While `make` runs, each weight that a layer adds and whose initializer has no seed of its own is drawn from
 * (seed, 'initial weights', number of the weight in order of creation): of layers of one's own too, of
 * recurrent cells, wrappers and initializers that call `tf.randomNormal`. A layer with a seed keeps it,
 * except for 0, which tfjs takes for none. Layers get their weights when they are built; one without an input
 * shape has to be built within `make`. Calls may be nested or run side by side, and a model that is made
 * outside of them is as it ever was.
 *
 * @param LayerClass - `tf.layers.Layer`.
 * @param make - Makes the model; may be asynchronous, except in browsers.
 * @returns What `make` returns.
 * @throws TypeError for a class whose instances add no weights and for a Promise in a browser, RangeError for a seed out of range.
 * @example
 * ```ts
 * const make = () => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
 * const kernel = () => seededWeights(tf.layers.Layer, { seed: 7 }, make).getWeights()[0]?.dataSync().join();
 * kernel() === kernel(); // true
 * ```
 */
export function seededWeights<Made>(
  LayerClass: LayerClass,
  options: SeededWeightsOptions,
  make: () => Promise<Made>,
): Promise<Made>;
export function seededWeights<Made>(
  LayerClass: LayerClass,
  options: SeededWeightsOptions,
  make: () => Made,
): Made;
export function seededWeights<Made>(
  LayerClass: LayerClass,
  { seed }: SeededWeightsOptions,
  make: () => Made | Promise<Made>,
): Made | Promise<Made> {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw rangeError('seededWeights', 'seed to be an integer from 0 to 2^53 - 1', seed);
  }
  const release = patch(LayerClass);
  let made: Made | Promise<Made>;
  try {
    made = makings.run({ seed, weights: 0 }, make);
  } catch (error) {
    release();
    throw error;
  }
  if (made instanceof Promise) return made.finally(release);
  release();
  return made;
}
