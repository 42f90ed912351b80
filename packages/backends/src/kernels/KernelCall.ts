import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import type { KernelFunc, KernelParameters } from './patchKernel.ts';

/** One call of a kernel on wasm memory: its inputs, and other kernels to compute with. */
export class KernelCall {
  readonly #kernelName: string;
  readonly #backend: BackendWasm;
  readonly #made = new Set<tf.TensorInfo>();
  readonly #parts = new Set<tf.TensorInfo>();
  readonly inputs: KernelParameters['inputs'];
  readonly attributes: tf.NamedAttrMap;

  constructor(kernelName: string, { inputs, backend, attrs }: KernelParameters) {
    if (!(backend instanceof BackendWasm)) {
      throw new TypeError(`${kernelName}: expected the wasm backend, got another.`);
    }
    this.#kernelName = kernelName;
    this.inputs = inputs;
    this.#backend = backend;
    this.attributes = attrs ?? {};
  }

  input(name: string): tf.TensorInfo {
    const input = this.inputs[name];
    if (!input) throw new TypeError(`${this.#kernelName}: expected an input '${name}', got none.`);
    return input;
  }

  /** All inputs, for kernels whose inputs are named by position. */
  inputList(): tf.TensorInfo[] {
    return Object.keys(this.inputs).map((name) => this.input(name));
  }

  shapeAttribute(name: string): number[] {
    const value = this.attributes[name];
    const shape = Array.isArray(value) ? value.filter((size) => typeof size === 'number') : [];
    if (shape.length === 0) throw new TypeError(`${this.#kernelName}: expected a shape '${name}', got none.`);
    return shape;
  }

  /** Runs another wasm kernel, by its name or as it is. What it gives is freed when this call ends, unless it is the result. */
  run(
    kernel: string | KernelFunc,
    inputs: KernelParameters['inputs'],
    attrs: tf.NamedAttrMap = {},
  ): tf.TensorInfo {
    const compute = typeof kernel === 'string' ? tf.getKernel(kernel, 'wasm').kernelFunc : kernel;
    const [output] = [compute({ inputs, backend: this.#backend, attrs })].flat();
    if (!output) throw new TypeError(`${this.#kernelName}: expected a kernel to give a tensor, got none.`);
    this.#made.add(output);
    return output;
  }

  reshape(x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
    return this.run('Reshape', { x }, { shape });
  }

  transpose(x: tf.TensorInfo, perm: number[]): tf.TensorInfo {
    return this.run('Transpose', { x }, { perm });
  }

  matMul(a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
    return this.run('BatchMatMul', { a, b }, { transposeA: false, transposeB: false });
  }

  /** A new tensor with undefined content. */
  allocate(shape: number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
    const output = this.#backend.makeOutput(shape, dtype);
    this.#made.add(output);
    return output;
  }

  /** Neighbouring numbers of a tensor of floats, as a tensor in the same memory. */
  part(x: tf.TensorInfo, first: number, shape: number[]): tf.TensorInfo {
    const address = this.#backend.getMemoryOffset(x.dataId) + 4 * first;
    const part = this.#backend.makeOutput(shape, 'float32', address);
    this.#parts.add(part);
    return part;
  }

  /**
   * A tensor's numbers, to read and to write. The view dies with the next allocation (the memory may grow),
   * so take it last.
   */
  numbers(x: tf.TensorInfo): tf.TypedArray {
    return this.#backend.typedArrayFromHeap(x);
  }

  free(x: tf.TensorInfo): void {
    if (this.#parts.delete(x)) {
      const { dataIdMap, wasm } = this.#backend;
      wasm.tfjs.disposeData(dataIdMap.get(x.dataId).id);
      dataIdMap.delete(x.dataId);
    }
    if (this.#made.delete(x)) this.#backend.disposeData(x.dataId);
  }

  freeAllBut(result: tf.TensorInfo | undefined): void {
    for (const part of this.#parts) this.free(part);
    for (const tensor of this.#made) if (tensor !== result) this.free(tensor);
  }
}

/** A kernel for the wasm backend. */
export function wasmKernel(
  kernelName: string,
  compute: (call: KernelCall) => tf.TensorInfo,
): tf.KernelConfig {
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc(parameters) {
      const call = new KernelCall(kernelName, parameters);
      let result: tf.TensorInfo | undefined;
      try {
        result = compute(call);
        return result;
      } finally {
        call.freeAllBut(result);
      }
    },
  };
}
