import type { Tensor } from '@tensorflow/tfjs-core';

/** One input of a loss, as the signature names it. */
export interface InputDeclaration {
  readonly name: string;
  /** Shape in words: `[…]`, `[…, classes]`. */
  readonly shape: string;
  readonly meaning: string;
  /** `int32` where only class ids are accepted, `either` where class ids or floats are. */
  readonly dtype: 'float32' | 'int32' | 'either';
  /** What one element of the unreduced loss sees of this input: one number, or a row of the last axis. */
  readonly perElement: 'number' | 'row';
}

/** What a layout makes of the inputs before the formula sees them. */
export interface Prepared {
  /** Checked, of dtype float32, with places that don't count replaced by harmless numbers. */
  readonly inputs: readonly Tensor[];
  /** Shape of the unreduced loss. */
  readonly shape: readonly number[];
  /** False where the loss does not count (`ignoreIndex`, masked, weight 0); undefined when everything counts. */
  readonly presence: Tensor | undefined;
  /** Per-element share in the divisor of the mean that the formula already contains (class weights). */
  readonly innerWeights: Tensor | undefined;
  /** True where a class id is outside its range, which makes that element NaN. */
  readonly invalid: Tensor | undefined;
}

/**
 * How the shapes of a loss's inputs relate. The losses of one layout share their checks, their mask and their class
 * options; the formula only ever sees clean tensors.
 */
export interface Layout {
  readonly inputs: readonly InputDeclaration[];
  /** Shape of the unreduced loss in words. */
  readonly unreduced: string;
  /** Checks shapes and dtypes; returns the shape of the unreduced loss. */
  check(where: string, inputs: readonly Tensor[]): readonly number[];
  prepare(
    where: string,
    inputs: readonly Tensor[],
    options: Readonly<Record<string, unknown>>,
    presence: Tensor | undefined,
    shape: readonly number[],
  ): Prepared;
}
