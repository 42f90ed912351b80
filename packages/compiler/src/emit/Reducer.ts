import type { Reduction } from '../graph/Value.ts';
import type { ElementType } from '../kernels/Kernel.ts';
import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';

/** How many vectors are added up as 32-bit floats before their sum goes on in 64 bits. */
export const BLOCK = 64;

const LEAST_INTEGER = -(2 ** 31);
const LARGEST_INTEGER = 2 ** 31 - 1;

/** What a reduction starts from, and gives for nothing. */
export function startOf(name: Reduction, dtype: ElementType): number {
  if (name === 'sum' || name === 'any') return 0;
  if (name === 'max') return dtype === 'int32' ? LEAST_INTEGER : Number.NEGATIVE_INFINITY;
  if (name === 'min') return dtype === 'int32' ? LARGEST_INTEGER : Number.POSITIVE_INFINITY;
  return 1;
}

/** Puts four numbers that change nothing on the stack. */
export function emitStart(f: FunctionBuilder, name: Reduction, dtype: ElementType): void {
  f.constant(startOf(name, dtype), dtype === 'int32' ? 'i32x4' : 'f32x4');
}

/** Replaces two vectors on the stack, what there was and what comes, by one. */
export function emitCombine(f: FunctionBuilder, name: Reduction, dtype: ElementType): void {
  if (dtype === 'int32') {
    f.op(
      (
        {
          sum: 'i32x4.add',
          product: 'i32x4.mul',
          max: 'i32x4.max_s',
          min: 'i32x4.min_s',
          any: 'i32x4.max_s',
          all: 'i32x4.min_s',
        } as const
      )[name],
    );
  } else {
    f.op(
      (
        {
          sum: 'f32x4.add',
          product: 'f32x4.mul',
          max: 'f32x4.max',
          min: 'f32x4.min',
          any: 'f32x4.pmax',
          all: 'f32x4.pmin',
        } as const
      )[name],
    );
  }
}

/**
 * A reduction under way along a row: vectors that take cells in turns, and what they come to. A sum goes on
 * in 64 bits between blocks; a maximum remembers a NaN beside it, which is faster than an instruction that
 * hands it on.
 */
export class Reducer {
  readonly #name: Reduction;
  readonly #dtype: ElementType;
  readonly #partial: readonly Local[];
  readonly #total: Local | undefined;
  readonly #missing: Local | undefined;
  readonly #f: FunctionBuilder;

  constructor(f: FunctionBuilder, name: Reduction, dtype: ElementType, count: number) {
    this.#f = f;
    this.#name = name;
    this.#dtype = dtype;
    this.#partial = Array.from({ length: count }, () => f.local('v128'));
    const isFloat = dtype !== 'int32';
    if (isFloat && name === 'sum') this.#total = f.local('f64');
    if (isFloat && (name === 'max' || name === 'min')) this.#missing = f.local('v128');
  }

  /** Before the first cell of a row, or of all rows. */
  start(): void {
    const f = this.#f;
    if (this.#total) f.f64(0).set(this.#total);
    if (this.#missing) f.constant(0).set(this.#missing);
    this.#restart();
  }

  #restart(): void {
    for (const partial of this.#partial) {
      emitStart(this.#f, this.#name, this.#dtype);
      this.#f.set(partial);
    }
  }

  /** Takes four cells. */
  take(cells: Local, turn: number): void {
    const f = this.#f;
    const partial = this.#partial[turn % this.#partial.length];
    if (!partial) return;
    if (this.#missing) {
      f.get(cells)
        .get(partial)
        .op(this.#name === 'max' ? 'f32x4.pmax' : 'f32x4.pmin')
        .set(partial);
      f.get(this.#missing).get(cells).get(cells).op('f32x4.ne', 'v128.or').set(this.#missing);
      return;
    }
    f.get(partial).get(cells);
    emitCombine(f, this.#name, this.#dtype);
    f.set(partial);
  }

  /** Leaves the vectors' sum in 64 bits, so that a next block can start. */
  flush(): void {
    if (!this.#total) return;
    const f = this.#f;
    this.#gather();
    const [sum] = this.#partial;
    if (!sum) return;
    const halves = f.local('v128');
    f.get(sum).op('f64x2.promote_low_f32x4');
    f.get(sum).get(sum).shuffle32([2, 3, 0, 1]).op('f64x2.promote_low_f32x4', 'f64x2.add').set(halves);
    f.get(this.#total);
    f.get(halves).lane('f64x2.extract_lane', 0).get(halves).lane('f64x2.extract_lane', 1);
    f.op('f64.add', 'f64.add').set(this.#total);
    f.release(halves);
    this.#restart();
  }

  #gather(): void {
    const [first, ...others] = this.#partial;
    if (!first) return;
    for (const other of others) {
      this.#f.get(first).get(other);
      emitCombine(this.#f, this.#name, this.#dtype);
      this.#f.set(first);
    }
  }

  /** The result in all four places of a vector. Sums must have been flushed. */
  finish(result: Local): void {
    const f = this.#f;
    if (this.#total) {
      f.get(this.#total).op('f32.demote_f64', 'f32x4.splat').set(result);
      return;
    }
    this.#gather();
    const [all] = this.#partial;
    if (!all) return;
    for (const lanes of [
      [2, 3, 0, 1],
      [1, 0, 3, 2],
    ] as const) {
      f.get(all).get(all).get(all).shuffle32(lanes);
      emitCombine(f, this.#name, this.#dtype);
      f.set(all);
    }
    if (this.#missing) {
      f.get(this.#missing)
        .op('v128.any_true')
        .if(() => f.constant(Number.NaN).set(all));
    }
    f.get(all).set(result);
  }
}
