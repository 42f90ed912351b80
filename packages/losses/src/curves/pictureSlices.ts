import * as tf from '@tensorflow/tfjs-core';
import type { AxisName } from '../axes.ts';
import type { AnyLoss, LossDeclaration } from '../contract.ts';
import { type Slice, sliceOfPictures, sliceOfRows } from './Slice.ts';
import { complement, constant } from './scores.ts';

const range = (length: number) => Array.from({ length }, (_, place) => place);

/** A mask with an upright bar in its middle, which stays off the edges wherever it is moved. */
const [HEIGHT, WIDTH] = [3, 13];
const BAR = { left: 5, width: 3 };

/** The part of each column that lies left of an edge, from 0 to 1; between two columns its slope is that of the left one. */
function coveredUpTo(edge: tf.Tensor): tf.Tensor {
  const beyond = tf.sub(tf.expandDims(edge, -1), range(WIDTH));
  return tf.sub(tf.relu(beyond), tf.relu(tf.sub(beyond, 1)));
}

/** The share of every pixel that a bar covers which is moved by x: [places, height, width]. */
function movedBars(x: tf.Tensor): tf.Tensor {
  const left = tf.add(x, BAR.left);
  const columns = tf.sub(coveredUpTo(tf.add(left, BAR.width)), coveredUpTo(left));
  return tf.tile(tf.expandDims(columns, 1), [1, HEIGHT, 1]);
}

/** For losses of masks by where they lie: a bar that is moved, and one that is less or more sure. */
export function slicesOfMasks(): readonly [Slice, Slice] {
  const fixed = `an upright bar, ${BAR.width} pixels wide, in a mask of ${HEIGHT} by ${WIDTH}`;
  const slice = (axis: AxisName, foregroundAt: (x: tf.Tensor, bars: tf.Tensor) => tf.Tensor) =>
    sliceOfPictures(axis, fixed, (x) => {
      const bars = movedBars(constant(x, 0));
      const foreground = foregroundAt(x, bars);
      return [tf.cast(bars, 'int32'), tf.stack([complement(foreground), foreground], -1)];
    });
  return [
    slice('shift', movedBars),
    slice('probability', (x, bars) => {
      const p = tf.reshape(x, [-1, 1, 1]);
      return tf.add(tf.mul(bars, p), tf.mul(complement(bars), complement(p)));
    }),
  ];
}

/** The largest window of a slider fits into the picture, at each of the scales. */
const LARGEST_WINDOW = 21;
/** Fewer scales than by default, which would take a picture that is too large to follow a slider. */
const POWERS = [0.5, 0.5];

function waves(side: number): tf.Tensor {
  const pixels = range(side * side).map((place) => {
    const [row, column] = [Math.floor(place / side), place % side];
    return 0.5 + 0.4 * Math.sin(0.9 * row) * Math.cos(0.6 * column);
  });
  return tf.tensor4d(pixels, [1, side, side, 1]);
}

/** A picture with more or less contrast than the true one. */
export function sliceOfContrast({ options }: LossDeclaration): Slice {
  const powers = 'powerFactors' in options ? POWERS : undefined;
  const side = LARGEST_WINDOW * 2 ** ((powers ?? [1]).length - 1);
  const picture = `waves of ${side} by ${side} pixels`;
  const fixed = powers ? `${picture}, at ${powers.length} scales of power ${powers[0]}` : picture;
  const slice = sliceOfPictures('contrast', fixed, (x) => {
    const truth = waves(side);
    const contrast = tf.reshape(x, [-1, 1, 1, 1]);
    return [tf.tile(truth, [x.size, 1, 1, 1]), tf.add(0.5, tf.mul(contrast, tf.sub(truth, 0.5)))];
  });
  if (!powers) return slice;
  const atScales = (loss: AnyLoss) => loss.with({ powerFactors: powers, ...loss.preset });
  return {
    ...slice,
    measure: (loss, xs) => slice.measure(atScales(loss), xs),
    values: (loss, xs) => slice.values(atScales(loss), xs),
  };
}

/** A picture of two halves. */
export function sliceOfStep(): Slice {
  return sliceOfRows('step', 'a picture of 4 by 4 pixels, whose left half is 0', (x) => [
    tf.mul(tf.reshape(x, [-1, 1, 1, 1]), tf.tile(tf.tensor3d([0, 0, 1, 1], [1, 4, 1]), [4, 1, 1])),
  ]);
}
