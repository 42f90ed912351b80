import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { assertAllClose, type Check } from './Check.ts';
import { blockTensors } from './lossBlocks.ts';
import { lossOf, lossValues } from './lossSample.ts';

const SHAPES = [[0], [0, 4], [4, 0], [0, 1], [2, 0, 3]];

/** Every shape that can be broadcast to this one. */
export function broadcastableShapes(shape: readonly number[]): number[][] {
  const [first, ...others] = shape;
  if (first === undefined) return [[]];
  const inner = broadcastableShapes(others);
  const whole = inner.filter(({ length }) => length === others.length);
  const leading = first === 1 ? [1] : [1, first];
  return [...inner, ...leading.flatMap((size) => whole.map((rest) => [size, ...rest]))];
}

/** A batch of nothing, by an axis of length 0, under weights and masks of any shape. */
export function emptyChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  return SHAPES.map((shape) => ({
    name: `is 0 for [${shape}], whatever the shape of weights and mask`,
    run: () => {
      for (const given of broadcastableShapes(shape)) {
        const [weights, mask] = [tf.ones(given), tf.ones(given, 'bool')];
        const isWhole = tf.util.arraysEqual(given, shape);
        for (const options of [{ weights, mask }, ...(isWhole ? [{ weights }, { mask }] : [])]) {
          const what = `[${given}] of ${Object.keys(options)}`;
          const { value, gradient } = lossOf(loss, [], { ...options, reduction: 'mean' }, { shape });
          assertAllClose(`mean, ${what}`, value, [0]);
          assertAllClose(`gradient of the mean, ${what}`, gradient, []);
          assertAllClose(
            `sum, ${what}`,
            lossValues(loss, [], { ...options, reduction: 'sum' }, { shape }),
            [0],
          );
          const inputs = blockTensors(declaration, [], shape, 'ids');
          const { sum, weight } = loss.sumAndWeight(inputs, { ...options, reduction: 'mean' });
          assertAllClose(`sum beside its weight, ${what}`, sum, [0]);
          assertAllClose(`weight, ${what}`, weight, [0]);
          if (declaration.layout.grouped) continue;
          const unreduced = loss.evaluate(inputs, { ...options, reduction: 'none' });
          if (!tf.util.arraysEqual(unreduced.shape, shape)) {
            throw new Error(`${what}: expected losses of shape [${shape}], got [${unreduced.shape}]`);
          }
        }
      }
    },
  }));
}
