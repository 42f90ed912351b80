import * as tf from '@tensorflow/tfjs-core';

import type { KernelFunc, KernelParameters } from '../patchKernel.ts';

/** A tensor's numbers, moved from one backend to another. */
function moved(
  { dataId, shape, dtype }: tf.TensorInfo,
  from: tf.KernelBackend,
  to: tf.KernelBackend,
): tf.TensorInfo {
  return { dataId: to.write(from.readSync(dataId), shape, dtype), shape, dtype };
}

/** The kernel of plain JavaScript, for tensors on webgpu. */
export function onCpu(kernelName: string): KernelFunc {
  return ({ inputs, attrs }: KernelParameters) => {
    const [device, cpu] = [tf.findBackend('webgpu'), tf.findBackend('cpu')];
    const used: tf.TensorInfo[] = [];
    const copies = Object.entries(inputs).flatMap(([name, input]) =>
      input ? [[name, moved(input, device, cpu)] as const] : [],
    );
    used.push(...copies.map(([, copy]) => copy));
    // Some kernels take a list.
    const given = Object.assign(Array.isArray(inputs) ? [] : {}, Object.fromEntries(copies));
    const { kernelFunc } = tf.getKernel(kernelName, 'cpu');
    const results = [kernelFunc({ inputs: given, backend: cpu, ...(attrs && { attrs }) })].flat();
    used.push(...results);
    const outputs = results.map((result) => moved(result, cpu, device));
    for (const { dataId } of used) cpu.disposeData(dataId);
    const [only] = outputs;
    return only && outputs.length === 1 ? only : outputs;
  };
}
