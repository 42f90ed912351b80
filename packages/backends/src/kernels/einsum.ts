import * as tf from '@tensorflow/tfjs';

import { type KernelCall, wasmKernel } from './KernelCall.ts';

/** A tensor whose axes carry the numbers of an equation's labels. */
interface Labelled {
  readonly tensor: tf.TensorInfo;
  readonly labels: readonly number[];
}

function arrange(call: KernelCall, { tensor, labels }: Labelled, order: readonly number[]): tf.TensorInfo {
  const perm = order.map((label) => labels.indexOf(label));
  return perm.every((axis, index) => axis === index) ? tensor : call.transpose(tensor, perm);
}

/** Sums over the axes whose labels `keep` refuses. */
function sumOut(call: KernelCall, { tensor, labels }: Labelled, keep: (label: number) => boolean): Labelled {
  const axis = labels.flatMap((label, index) => (keep(label) ? [] : [index]));
  if (axis.length === 0) return { tensor, labels };
  return { tensor: call.run('Sum', { x: tensor }, { axis, keepDims: false }), labels: labels.filter(keep) };
}

function contract(
  call: KernelCall,
  first: Labelled,
  second: Labelled,
  isOutput: (label: number) => boolean,
  sizeOf: (label: number) => number,
): Labelled {
  const a = sumOut(call, first, (label) => isOutput(label) || second.labels.includes(label));
  const b = sumOut(call, second, (label) => isOutput(label) || first.labels.includes(label));
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter(isOutput);
  const summed = shared.filter((label) => !isOutput(label));
  const onlyA = a.labels.filter((label) => !shared.includes(label));
  const onlyB = b.labels.filter((label) => !shared.includes(label));
  const size = (labels: readonly number[]) => labels.reduce((product, label) => product * sizeOf(label), 1);
  const product = call.matMul(
    call.reshape(arrange(call, a, [...batch, ...onlyA, ...summed]), [size(batch), size(onlyA), size(summed)]),
    call.reshape(arrange(call, b, [...batch, ...summed, ...onlyB]), [size(batch), size(summed), size(onlyB)]),
  );
  const labels = [...batch, ...onlyA, ...onlyB];
  return { tensor: call.reshape(product, labels.map(sizeOf)), labels };
}

/** `tf.einsum` of one or two tensors: sums, transpositions and one batched matrix product. */
export const einsum = wasmKernel('Einsum', (call) => {
  const { equation } = call.attributes;
  if (typeof equation !== 'string') {
    throw new TypeError(`Einsum: expected an equation, got ${typeof equation}.`);
  }
  const tensors = call.inputList();
  const { allDims, summedDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  // The output's labels come first.
  const outputLabels = allDims.slice(0, allDims.length - summedDims.length).map((_, label) => label);

  const sizes = new Map<number, number>();
  const [first, second] = tensors.map((tensor, index): Labelled => {
    const labels = idDims[index] ?? [];
    if (labels.length !== tensor.shape.length) {
      throw new RangeError(
        `einsum: expected ${labels.length} axes of input ${index} for '${equation}', got ${tensor.shape.length}.`,
      );
    }
    labels.forEach((label, axis) => {
      const size = tensor.shape[axis] ?? 1;
      const known = sizes.get(label) ?? size;
      if (known !== size) {
        throw new RangeError(`einsum: expected '${allDims[label]}' to have size ${known}, got ${size}.`);
      }
      sizes.set(label, size);
    });
    return { tensor, labels };
  });
  if (!first) throw new TypeError('einsum: expected a tensor, got none.');
  const isOutput = (label: number) => outputLabels.includes(label);
  const sizeOf = (label: number) => sizes.get(label) ?? 1;
  const result = second ? contract(call, first, second, isOutput, sizeOf) : sumOut(call, first, isOutput);
  // A kernel never returns its input, which the caller would free.
  return call.reshape(arrange(call, result, outputLabels), outputLabels.map(sizeOf));
});
