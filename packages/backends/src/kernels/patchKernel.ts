import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../installedFixes.ts';

export type KernelFunc = tf.KernelConfig['kernelFunc'];
/** What a kernel is called with. */
export type KernelParameters = Parameters<KernelFunc>[0];

/** Replaces a kernel by one that may call it. */
export function replaceKernel(
  backendName: string,
  kernelName: string,
  make: (own: KernelFunc) => KernelFunc,
): void {
  const own = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...own, kernelFunc: make(own.kernelFunc) });
}

/** Replaces a kernel by one that may call it, and records what was wrong with it. */
export function patchKernel(
  backendName: string,
  kernelName: string,
  reason: string,
  make: (own: KernelFunc) => KernelFunc,
): void {
  replaceKernel(backendName, kernelName, make);
  recordFix({ name: kernelName, reason });
}

/** An input of a kernel by its name. */
export function kernelInput({ inputs }: Pick<KernelParameters, 'inputs'>, name: string): tf.TensorInfo {
  const input = inputs[name];
  if (!input) throw new TypeError(`kernel: expected an input '${name}', got none.`);
  return input;
}

const ARRAYS: Readonly<Record<string, typeof Int32Array | typeof Uint8Array>> = {
  int32: Int32Array,
  bool: Uint8Array,
};

/** A tensor of one number on a backend; int32 takes the nearest that it has for an infinite one. */
export function filledTensor(
  backendName: string,
  shape: number[],
  dtype: tf.DataType,
  number: number,
): tf.TensorInfo {
  const TypedArray = ARRAYS[dtype] ?? Float32Array;
  const nearest = dtype === 'int32' ? Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, number)) : number;
  const values = new TypedArray(tf.util.sizeFromShape(shape)).fill(nearest);
  return { dataId: tf.findBackend(backendName).write(values, shape, dtype), shape, dtype };
}
