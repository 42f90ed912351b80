import * as tf from '@tensorflow/tfjs-core';

import { alignSequence } from './alignSequence.ts';

const KERNEL = 'AlignSequences';

/** What stands behind the last label of a row. */
export const NO_LABEL = -1;

type Kernel = tf.KernelConfig['kernelFunc'];

/**
 * Reads the numbers of the tensors on whatever backend runs, as kernels do, and computes in JavaScript: the recursion
 * over hundreds of frames would be thousands of tiny operations.
 */
const alignOnTypedArrays: Kernel = ({ inputs, attrs }) => {
  const backend = tf.backend();
  const [labels, logits, lengths] = ['labels', 'logits', 'logitLengths'].map((name) => {
    const { dataId, shape = [] } = inputs[name] ?? {};
    const numbers = dataId && backend.readSync(dataId);
    if (numbers instanceof Float32Array || numbers instanceof Int32Array) return { numbers, shape };
    throw new TypeError(`${KERNEL}: expected numbers as ${name}.`);
  });
  if (!labels || !logits || !lengths) throw new TypeError(`${KERNEL}: expected three inputs.`);
  const [frames = 0, classes = 0] = logits.shape.slice(-2);
  const length = labels.shape.at(-1) ?? 0;
  const losses = new Float32Array(lengths.numbers.length);
  const gradients = new Float32Array(logits.numbers.length);

  losses.forEach((_, row) => {
    const ids = labels.numbers.subarray(row * length, (row + 1) * length);
    const end = ids.indexOf(NO_LABEL);
    const [from, to] = [row * frames * classes, (row + 1) * frames * classes];
    const gradient = gradients.subarray(from, to);
    const loss = alignSequence(
      {
        labels: end < 0 ? ids : ids.subarray(0, end),
        blank: Number(attrs?.blank),
        scores: logits.numbers.subarray(from, to),
        frames: Math.min(Math.max(0, Math.floor(lengths.numbers[row] ?? 0)), frames),
        classes,
      },
      gradient,
    );
    const isLeftOut = attrs?.zeroInfinity === true && loss === Number.POSITIVE_INFINITY;
    losses[row] = isLeftOut ? 0 : loss;
    if (isLeftOut) gradient.fill(0);
  });

  const dtype = 'float32';
  return [
    { numbers: losses, shape: lengths.shape },
    { numbers: gradients, shape: logits.shape },
  ].map(({ numbers, shape }) => ({ dataId: backend.write(numbers, shape, dtype), shape, dtype }));
};

/**
 * Minus the log probability of all alignments of each label sequence with its frames: a loss per sequence, with its
 * gradient with respect to the logits.
 *
 * @param labels - Class ids, shape […, length]; NO_LABEL ends a row.
 * @param logits - Unnormalised scores, shape […, time, classes].
 * @param logitLengths - Frames that count, shape […].
 */
export function alignSequences(
  labels: tf.Tensor,
  logits: tf.Tensor,
  logitLengths: tf.Tensor,
  attributes: { readonly blank: number; readonly zeroInfinity: boolean },
): tf.Tensor {
  const backendName = tf.getBackend();
  if (!tf.getKernel(KERNEL, backendName)) {
    tf.registerKernel({ kernelName: KERNEL, backendName, kernelFunc: alignOnTypedArrays });
  }
  const aligned = tf.customGrad((input, save) => {
    if (!(input instanceof tf.Tensor) || typeof save !== 'function') {
      throw new TypeError('alignSequences: expected tfjs to pass a tensor and a save function.');
    }
    const [losses, gradients] = tf
      .engine()
      .runKernel<tf.Tensor[]>(KERNEL, { labels, logits: input, logitLengths }, { ...attributes });
    if (!losses || !gradients) throw new TypeError(`${KERNEL}: expected losses and gradients.`);
    save([gradients]);
    return {
      value: losses,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(tf.reshape(dy, [...dy.shape, 1, 1]), saved[0] ?? gradients),
    };
  });
  return aligned(logits);
}
