import type { Tensor } from '@tensorflow/tfjs-core';

/** One input of a loss, as the signature names it. */
export interface InputDeclaration {
  readonly name: string;
  /** Shape in words: `[…]`, `[…, classes]`. */
  readonly shape: string;
  readonly meaning: string;
  /** `int32` where only class ids are accepted, `either` where class ids or floats are. */
  readonly dtype: 'float32' | 'int32' | 'either';
  /**
   * What one element of the unreduced loss sees of this input: one number, a row of the last axis, a matrix
   * of the last two, a volume or a picture of the last three, or all of it.
   */
  readonly perElement: 'scalar' | 'row' | 'matrix' | 'volume' | 'picture' | 'shared';
}

/** What a layout makes of the inputs before the formula sees them. */
export interface Prepared {
  /** Checked, of dtype float32, with places that don't count replaced by harmless numbers. */
  readonly inputs: readonly Tensor[];
  /** Shape of the unreduced loss. */
  readonly shape: readonly number[];
  /**
   * False where the loss does not count (`ignoreIndex`, masked, weight 0); undefined when everything counts.
   */
  readonly validMask: Tensor | undefined;
  /** Per-element share in the divisor of the mean that the formula already contains (class weights). */
  readonly innerWeights: Tensor | undefined;
  /** True where a class id is outside its range, which makes that element NaN. */
  readonly invalid: Tensor | undefined;
  /**
   * Weights of the unreduced loss where those are not the caller's: a group has counted its rows by the
   * caller's.
   */
  readonly weights?: Tensor | undefined;
}

/**
 * How the shapes of a loss's inputs relate. The losses of one layout share their checks, their mask and their
 * class options; the formula only ever sees clean tensors.
 */
export interface Layout {
  readonly inputs: readonly InputDeclaration[];
  /** Shape of the unreduced loss in words. */
  readonly unreduced: string;
  /**
   * Whether the loss is one of groups of rows, which are reduced to batch statistics: mask and weights are of
   * the rows, and a weight says how often its row counts.
   */
  readonly grouped?: boolean;
  /**
   * Checks shapes and dtypes; returns the shape of what mask and weights are of: of the unreduced loss, or of
   * the rows.
   */
  check(where: string, inputs: readonly Tensor[]): readonly number[];
  /** Checks the options whose shapes or ranges depend on the inputs. */
  checkOptions?(
    where: string,
    inputs: readonly Tensor[],
    options: Readonly<Record<string, unknown>>,
    shape: readonly number[],
  ): void;
  /** The shape of the unreduced loss of groups, from that of the rows. */
  groupedShape?(
    inputs: readonly Tensor[],
    options: Readonly<Record<string, unknown>>,
    shape: readonly number[],
  ): readonly number[];
  /** For inputs that have at least one number that mask and weights are of. */
  prepare(
    where: string,
    inputs: readonly Tensor[],
    options: Readonly<Record<string, unknown>>,
    validMask: Tensor | undefined,
    shape: readonly number[],
    weights: Tensor | undefined,
  ): Prepared;
}
