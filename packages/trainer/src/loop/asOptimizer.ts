import { ArgumentRangeError, ArgumentTypeError, describeValue, withNearestName } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { adadelta } from '../optimizers/adadelta.ts';
import { adafactor } from '../optimizers/adafactor.ts';
import { adagrad } from '../optimizers/adagrad.ts';
import { adam } from '../optimizers/adam.ts';
import { adamax } from '../optimizers/adamax.ts';
import { adamW } from '../optimizers/adamW.ts';
import { lamb } from '../optimizers/lamb.ts';
import { lion } from '../optimizers/lion.ts';
import { momentum } from '../optimizers/momentum.ts';
import { nadam } from '../optimizers/nadam.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import { radam } from '../optimizers/radam.ts';
import { rmsprop } from '../optimizers/rmsprop.ts';
import { sgd } from '../optimizers/sgd.ts';

/** By name, with the rate that `LayersModel.compile` takes for it, or Keras for those that tfjs lacks. */
const BY_NAME = {
  sgd: () => sgd({ learningRate: 0.01 }),
  momentum: () => momentum({ learningRate: 0.01 }),
  adam: () => adam({ learningRate: 0.001 }),
  adamW: () => adamW({ learningRate: 0.001 }),
  nadam: () => nadam({ learningRate: 0.001 }),
  radam: () => radam({ learningRate: 0.001 }),
  adagrad: () => adagrad({ learningRate: 0.01 }),
  adadelta: () => adadelta({ learningRate: 1 }),
  rmsprop: () => rmsprop({ learningRate: 0.001 }),
  adamax: () => adamax({ learningRate: 0.002 }),
  lion: () => lion({ learningRate: 0.001 }),
  lamb: () => lamb({ learningRate: 0.001 }),
  adafactor: () => adafactor({ learningRate: 0.01 }),
} as const;

/** The name of an optimizer; it then has its default options. */
export type OptimizerName = keyof typeof BY_NAME;

const NAMES = Object.keys(BY_NAME).filter((name): name is OptimizerName => name in BY_NAME);

function byName(given: string): Optimizer {
  const found = NAMES.find((name) => name.toLowerCase() === given.toLowerCase());
  if (found) return BY_NAME[found]();
  throw new ArgumentRangeError(
    `train: expected optimizer to be one, or out of ${NAMES.join(', ')}, got ${withNearestName(given, NAMES)}.`,
  );
}

function isOptimizer(value: unknown): value is Optimizer {
  if (typeof value !== 'object' || value === null) return false;
  if (!('transform' in value && 'learningRate' in value)) return false;
  const { transform, learningRate } = value;
  if (typeof learningRate !== 'function' || typeof transform !== 'object' || transform === null) return false;
  return ['init', 'update'].every((name) => typeof Reflect.get(transform, name) === 'function');
}

/** What to write instead of an optimizer of tfjs, or of a function that makes one. */
function remedyFor(given: unknown): string | undefined {
  // tfjs looks into whatever is asked about.
  if (typeof given === 'object' && given !== null && given instanceof tf.Optimizer) {
    const className = given.getClassName();
    const name = NAMES.find((known) => known.toLowerCase() === className.toLowerCase()) ?? 'adam';
    const rate: unknown = Reflect.get(given, 'learningRate');
    const shown = typeof rate === 'number' ? rate : 0.001;
    return `an optimizer of tfjs; use ${name}({ learningRate: ${shown} }) of @losskit/trainer/optimizers`;
  }
  if (typeof given !== 'function') return undefined;
  const name = given.name === '' ? 'a function' : `the function ${given.name}`;
  return `${name}; call it: ${given.name || 'adam'}({ learningRate: 0.001 })`;
}

/**
 * An optimizer as it is, or the one of a name.
 *
 * @throws TypeError or RangeError with what to write instead.
 */
export function asOptimizer(given: unknown): Optimizer {
  if (typeof given === 'string') return byName(given);
  if (isOptimizer(given)) return given;
  throw new ArgumentTypeError(
    `train: expected optimizer to be one of @losskit/trainer/optimizers, such as adam({ learningRate: 0.001 }), got ${remedyFor(given) ?? describeValue(given)}.`,
  );
}
