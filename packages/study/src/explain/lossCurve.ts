import { type Rows, rowsTensor } from '@losskit/data';
import { isArgumentError } from '@losskit/errors';
import type { TaskLoss } from '@losskit/tasks';
import { outputLoss } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { PreparedTrial } from '../trial/prepareTrial.ts';

/** A loss of one row at each x, its slope and its curvature there. */
export interface LossCurve {
  readonly value: readonly number[];
  readonly slope: readonly number[];
  readonly curvature: readonly number[];
}

/** Points of a curve. An even number: between −x and x none is 0, where many losses have a kink. */
const POINTS = 60;
/** Of the distance of two points, over which slopes are compared: a kink between two points is at neither. */
const STEP = 0.1;

/** Points in the middle of equal parts of −reach … reach. */
export function curvePoints(reach: number): number[] {
  return Array.from({ length: POINTS }, (_, point) => reach * ((2 * point + 1) / POINTS - 1));
}

/**
 * Draws a loss over the axis of its kind of target, as it is called in training.
 *
 * The slope is autograd's, the curvature the difference quotient of slopes next to x: 0 beside a kink, which has none.
 *
 * @param example - One row of targets that stands for all, as the model predicts them.
 * @returns undefined for a loss that takes other outputs.
 */
export async function lossCurve(
  { task, shape }: PreparedTrial,
  loss: TaskLoss,
  example: Rows,
  xs: readonly number[],
): Promise<LossCurve | undefined> {
  const { axis } = task.views;
  if (!axis) return undefined;
  const link = task.link(loss, shape);
  const general = typeof link.loss === 'function' ? outputLoss(link.loss, undefined) : link.loss;
  const inputs = tf.scalar(0);
  const plain = rowsTensor(example);
  const targets = rowsTensor(link.targets(example));
  const step = STEP * ((xs[1] ?? 1) - (xs[0] ?? 0));
  const valueAndSlope = tf.valueAndGrad((x: tf.Tensor) => {
    const outputs = axis.outputs(x, plain, shape);
    return general.meanOf(outputs, { inputs, targets }).value;
  });
  try {
    const read = tf.tidy(() =>
      tf.stack(
        xs.flatMap((x) => {
          const { value, grad } = valueAndSlope(tf.scalar(x));
          const [before, after] = [x - step, x + step].map((at) => valueAndSlope(tf.scalar(at)).grad);
          const change = before && after ? tf.sub(after, before) : tf.scalar(Number.NaN);
          return [value, grad, tf.div(change, 2 * step)].map((one) => tf.reshape(one, []));
        }),
      ),
    );
    const values = await read.data();
    read.dispose();
    const every = (first: number) => xs.map((_, place) => values[3 * place + first] ?? Number.NaN);
    return { value: every(0), slope: every(1), curvature: every(2) };
  } catch (error) {
    // One's own may need what only a whole batch has.
    if (isArgumentError(error) || loss.own !== undefined) return undefined;
    throw error;
  } finally {
    tf.dispose([inputs, plain, targets]);
  }
}
