import * as tf from '@tensorflow/tfjs-core';

import type { PreparedTrial } from '../trial/prepareTrial.ts';
import type { Examples } from './Examples.ts';
import { concatenated } from './evaluateModel.ts';

/** Marks of a rug, at most. */
const MARKS = 150;

/** Where examples stand on the axis of their kind of target, of the model as it is; rising, NaN left out. */
export async function axisPositions(trial: PreparedTrial, { chunks }: Examples): Promise<Float32Array> {
  const { task, model, shape } = trial;
  const read: Float32Array[] = [];
  for (const { inputs, plain } of chunks) {
    const positions = tf.tidy(() =>
      task.views.axis?.positions(plain, model.predict(inputs, { training: false }), shape),
    );
    if (positions) read.push(Float32Array.from(await positions.data()));
    positions?.dispose();
  }
  return concatenated(read).filter(Number.isFinite).sort();
}

/** Quantiles that stand for sorted values where they are too many to draw. */
export function rugOf(sorted: Float32Array): number[] {
  if (sorted.length <= MARKS) return Array.from(sorted);
  return Array.from(
    { length: MARKS },
    (_, mark) => sorted[Math.floor(((mark + 0.5) / MARKS) * sorted.length)] ?? 0,
  );
}

/** Half the width of an axis: room for all but the farthest hundredth on each side, within what shows a loss's shape. */
export function reachOf(rugs: readonly Float32Array[]): number {
  const [least, most] = [2.5, 10];
  const far = rugs.flatMap((sorted) =>
    [0.01, 0.99].map((share) => Math.abs(sorted[Math.floor(share * sorted.length)] ?? 0)),
  );
  return Math.min(most, Math.max(least, ...far));
}
