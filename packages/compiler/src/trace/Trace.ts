import type { TensorShape } from '../kernels/Kernel.ts';

/** Numbers outside any backend: 32-bit floats, integers, or truth values as bytes. */
export type Numbers = Float32Array | Int32Array | Uint8Array;

/** Where a value comes from. */
export type ValueSource =
  /** It stays from step to step, and the step gives it a new value. */
  | { readonly kind: 'state'; readonly name: string }
  /** Each step gets it anew. */
  | { readonly kind: 'input'; readonly name: string }
  /** Each step gets it anew, from its number alone: `fill` writes it. */
  | { readonly kind: 'drawn'; readonly fill: (step: number, values: Float32Array) => void }
  | { readonly kind: 'constant'; readonly values: Numbers }
  /** A kernel computes it. */
  | { readonly kind: 'computed' };

/** Numbers that a step reads or makes, in row-major order, whatever shapes they are looked at in. */
export interface TracedValue {
  /** Its place in {@link Trace.values}. */
  readonly id: number;
  readonly size: number;
  readonly dtype: TensorShape['dtype'];
  readonly source: ValueSource;
}

/** A value in one of its shapes. */
export interface TracedTensor extends TensorShape {
  readonly value: number;
}

/** One call of a kernel of tfjs. */
export interface TracedKernel {
  readonly name: string;
  /** In the order of the call; kernels that take a list have the places as names. */
  readonly inputs: readonly (readonly [name: string, tensor: TracedTensor])[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outputs: readonly TracedTensor[];
}

/** What a function of tensors did once: kernels in order, and which values are its results. */
export interface Trace {
  readonly values: readonly TracedValue[];
  readonly kernels: readonly TracedKernel[];
  /** The new value of each state that changes. */
  readonly state: ReadonlyMap<string, TracedTensor>;
  readonly outputs: ReadonlyMap<string, TracedTensor>;
}
