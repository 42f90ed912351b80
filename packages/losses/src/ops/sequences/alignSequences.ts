import * as tf from '@tensorflow/tfjs-core';

import { alignSequence } from './alignSequence.ts';

const ALIGN = 'AlignSequences';
const SCALE = 'ScaleSequences';

/** What stands behind the last label of a row. */
export const NO_LABEL = -1;

type Kernel = tf.KernelConfig['kernelFunc'];

/** A tensor's numbers on whatever backend runs, as kernels read them. */
function numbersOf(inputs: Parameters<Kernel>[0]['inputs'], name: string) {
  const { dataId, shape = [] } = inputs[name] ?? {};
  const numbers = dataId && tf.backend().readSync(dataId);
  if (numbers instanceof Float32Array || numbers instanceof Int32Array) return { numbers, shape };
  throw new TypeError(`${ALIGN}: expected numbers as ${name}.`);
}

function made(numbers: Float32Array, shape: number[]): tf.TensorInfo {
  return { dataId: tf.backend().write(numbers, shape, 'float32'), shape, dtype: 'float32' };
}

/**
 * Computes in JavaScript: the recursion over hundreds of frames would be thousands of tiny operations. So it
 * reads its inputs, inside the kernel, where they lie in memory on the backends that compute on the CPU.
 */
const alignOnTypedArrays: Kernel = ({ inputs, attrs }) => {
  const labels = numbersOf(inputs, 'labels');
  const logits = numbersOf(inputs, 'logits');
  const lengths = numbersOf(inputs, 'logitLengths');
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

  return [made(losses, lengths.shape), made(gradients, logits.shape)];
};

/**
 * Each sequence's gradients times its factor: plain JavaScript's own broadcasting takes longer than the
 * recursion.
 */
const scaleOnTypedArrays: Kernel = ({ inputs }) => {
  const factors = numbersOf(inputs, 'factors');
  const gradients = numbersOf(inputs, 'gradients');
  const size = gradients.numbers.length / Math.max(factors.numbers.length, 1);
  const scaled = Float32Array.from(gradients.numbers);
  factors.numbers.forEach((factor, row) => {
    for (let at = row * size; at < (row + 1) * size; at++) scaled[at] = (scaled[at] ?? 0) * factor;
  });
  return made(scaled, gradients.shape);
};

function register(kernelName: string, kernelFunc: Kernel): void {
  const backendName = tf.getBackend();
  if (!tf.getKernel(kernelName, backendName)) tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/**
 * Minus the log probability of all alignments of each label sequence with its frames: a loss per sequence,
 * with its gradient with respect to the logits.
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
  register(ALIGN, alignOnTypedArrays);
  register(SCALE, scaleOnTypedArrays);
  const aligned = tf.customGrad((input, save) => {
    if (!(input instanceof tf.Tensor) || typeof save !== 'function') {
      throw new TypeError('alignSequences: expected tfjs to pass a tensor and a save function.');
    }
    const [losses, gradients] = tf
      .engine()
      .runKernel<tf.Tensor[]>(ALIGN, { labels, logits: input, logitLengths }, { ...attributes });
    if (!losses || !gradients) throw new TypeError(`${ALIGN}: expected losses and gradients.`);
    save([gradients]);
    return {
      value: losses,
      gradFunc: (factors: tf.Tensor, saved: tf.Tensor[]) =>
        tf.engine().runKernel<tf.Tensor>(SCALE, { factors, gradients: saved[0] ?? gradients }),
    };
  });
  return aligned(logits);
}
