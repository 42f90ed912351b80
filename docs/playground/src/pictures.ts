import * as tf from '@tensorflow/tfjs-core';

import { dataOf, outputs, type Setup } from './experiment.ts';
import { lossOf } from './losses.ts';
import { PRESET, type PresetName } from './presets.ts';

/** A loss and its slope, by the error of a line or by the logit towards the own label. */
export interface LossCurves {
  readonly errors: readonly number[];
  readonly values: readonly number[];
  readonly slopes: readonly number[];
}

export function lossCurves(text: string, preset: PresetName): LossCurves {
  const samples = 161;
  const width = PRESET[preset].isLine ? 6 : 4;
  const errors = Array.from({ length: samples }, (_, index) => (2 * width * index) / (samples - 1) - width);
  const loss = lossOf(text);
  return tf.tidy(() => {
    const target = PRESET[preset].isLine ? tf.zeros([samples]) : tf.ones([samples]);
    const each = (yPred: tf.Tensor) => loss(target, yPred, { reduction: 'none' });
    const points = tf.tensor1d(errors);
    const slopes = tf.grad(each)(points);
    return { errors, values: [...each(points).dataSync()], slopes: [...slopes.dataSync()] };
  });
}

/** The training loss over the two weights, or over slope and intercept of a line. */
export interface Landscape {
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** Row by row, from the lowest second parameter. */
  readonly values: readonly number[];
}

/** @param parameters - Where what is not drawn, the intercept of classes, is taken from. */
export function landscape(setup: Setup, parameters: readonly number[]): Landscape {
  const size = 32;
  const { isLine } = PRESET[setup.preset];
  const low = isLine ? ([-1, -2] as const) : ([-3, -3] as const);
  const high = isLine ? ([4, 5] as const) : ([7, 7] as const);
  const { train: rows } = dataOf(setup);
  const count = rows.targets.length;
  const at = (axis: 0 | 1, place: number) => low[axis] + ((high[axis] - low[axis]) * place) / (size - 1);
  const given: number[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const point = isLine ? [at(0, x), at(1, y)] : [at(0, x), at(1, y), parameters[2] ?? 0];
      given.push(...outputs(rows, point));
    }
  }
  const each = tf.tidy(() =>
    lossOf(setup.loss)(tf.tile(tf.tensor1d([...rows.targets]), [size * size]), tf.tensor1d(given), {
      reduction: 'none',
    }).dataSync(),
  );
  const values = Array.from({ length: size * size }, (_, place) => {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += each[place * count + row] ?? 0;
    return sum / count;
  });
  return { size, low, high, values };
}
