import type { Tensor } from '@tensorflow/tfjs-core';

/** Writes the numbers of a tensor as a step draws them: a function of the step's number alone. */
export type Fill = (step: number, values: Float32Array) => void;

type Listener = (tensor: Tensor, fill: Fill) => void;

let listener: Listener | undefined;

/**
 * Says of a tensor of random numbers how any other step draws it, for a recording under way: a program then draws
 * it anew in each step, where other tensors that come from nowhere are constants.
 *
 * @param tensor - Of float32, with the numbers of the step that runs.
 * @param fill - Asked once for each step of a program, in order; the same step always gives the same numbers.
 * @example
 * ```ts
 * const fill = (step: number, values: Float32Array) => values.fill(step % 2);
 * const x = tf.tensor1d([1, 2]);
 * const run = () => {
 *   const mask = tf.tensor1d([0, 0]); // as of step 0
 *   markDrawn(mask, fill);
 *   return { state: {}, outputs: { y: tf.mul(x, mask) } };
 * };
 * const program = new Program(new Workspace({}), recordTrace({ state: {}, inputs: { x }, run }));
 * program.staged('x', 0)?.set([1, 2]);
 * program.run(1, 5); // step 5
 * program.output('y'); // [1, 2]
 * ```
 */
export function markDrawn(tensor: Tensor, fill: Fill): void {
  listener?.(tensor, fill);
}

/** Hears of what is drawn while `body` runs. */
export function whileListening<Result>(hear: Listener, body: () => Result): Result {
  const before = listener;
  listener = hear;
  try {
    return body();
  } finally {
    listener = before;
  }
}
