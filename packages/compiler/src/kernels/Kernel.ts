import type { FunctionBuilder } from '../wasm/FunctionBuilder.ts';

/**
 * How numbers lie in the memory of a program: `float32` and `bool` as 32-bit floats (truth values are 0 and
 * 1), `int32` as 32-bit integers.
 */
export type ElementType = 'float32' | 'int32' | 'bool';

/** Shape and type of a tensor. */
export interface TensorShape {
  readonly shape: readonly number[];
  readonly dtype: ElementType;
}

/** What one kernel is asked to compute, as tfjs names it. */
export interface KernelCall {
  readonly inputs: readonly TensorShape[];
  readonly outputs: readonly TensorShape[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * Where a kernel finds its tensors: byte addresses of dense, row-major numbers, each a multiple of 16. Behind
 * the last number of each tensor, up to the next multiple of 16, may stand anything and may be written.
 */
export interface KernelPlaces {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** As many bytes as the plan asked for, of undefined content. */
  readonly scratch: number;
}

/** How a program is made, where there is a choice. */
export interface EmitOptions {
  /** Multiply and add with one rounding (`f32x4.relaxed_madd`). */
  readonly fusedMultiplyAdd: boolean;
}

/** Writes the code for one call of a kernel. */
export type EmitKernel = (f: FunctionBuilder, places: KernelPlaces, options: EmitOptions) => void;

/** The code for one call of a kernel. */
export interface KernelPlan {
  readonly scratchBytes: number;
  /** An input that the first output may take the place of, where nobody needs it any more: both then have one address. */
  readonly replaces?: number;
  readonly emit: EmitKernel;
  /**
   * The same in two parts that two threads may run at a time: they write different numbers, and give the same
   * bits. Calls that are done before a thread could join have none.
   */
  readonly halves?: readonly [EmitKernel, EmitKernel];
}

/** A kernel that has code of its own. @throws UnsupportedError for a call that it has no code for. */
export type PlanKernel = (call: KernelCall) => KernelPlan;

/** What the compiler has no code for, named so that a person knows which operation it is. */
export class UnsupportedError extends Error {}
