import type { Reduction, Value } from '../graph/Value.ts';
import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import { emitCombine, emitStart } from './Reducer.ts';

/** Rows whose columns are added up in 32 bits before their sums go on in 64. */
export const ROWS_OF_BLOCK = 64;

/**
 * A reduction under way down columns: each row is taken into one row of results. Sums of many rows go on in 64
 * bits between blocks.
 */
export class ColumnReducer {
  readonly #f: FunctionBuilder;
  readonly #name: Reduction;
  readonly #value: Value;
  /** Where the results lie. */
  readonly #results: number;
  /** Where the sums of blocks lie. */
  readonly #sums: number | undefined;

  /** @param sums - Room for sums in 64 bits, where rows come in blocks. */
  constructor(f: FunctionBuilder, name: Reduction, value: Value, results: number, sums: number | undefined) {
    this.#f = f;
    this.#name = name;
    this.#value = value;
    this.#results = results;
    this.#sums = sums;
  }

  /** Goes through the columns, four at a time. */
  #overColumns(body: (place: Local) => void): void {
    const place = this.#f.local('i32');
    this.#f.loop(place, { from: 0, to: 16 * Math.ceil(this.#value.size / 4), step: 16 }, () => body(place));
    this.#f.release(place);
  }

  /** Before the first row. */
  start(): void {
    const f = this.#f;
    this.#overColumns((place) => {
      f.get(place);
      emitStart(f, this.#name, this.#value.dtype);
      f.store('v128.store', this.#results);
      if (this.#sums === undefined) return;
      for (const half of [0, 16]) {
        f.get(place).i32(1).op('i32.shl').constant(0);
        f.store('v128.store', this.#sums + half);
      }
    });
  }

  /**
   * Takes four cells of a row.
   *
   * @param pushColumn - Puts the bytes from the first column to theirs on the stack, but for `shift`.
   */
  take(cells: Local, pushColumn: () => void, shift: number): void {
    const f = this.#f;
    const address = this.#results + shift;
    pushColumn();
    pushColumn();
    f.load('v128.load', address).get(cells);
    emitCombine(f, this.#name, this.#value.dtype);
    f.store('v128.store', address);
  }

  /** Adds the sums of a block of rows to those of the blocks before. */
  endBlock(): void {
    const f = this.#f;
    const sums = this.#sums;
    if (sums === undefined) return;
    this.#overColumns((place) => {
      for (const half of [0, 8]) {
        f.get(place).i32(1).op('i32.shl');
        f.get(place)
          .i32(1)
          .op('i32.shl')
          .load('v128.load', sums + 2 * half);
        f.get(place)
          .load('v128.load64_zero', this.#results + half)
          .op('f64x2.promote_low_f32x4', 'f64x2.add');
        f.store('v128.store', sums + 2 * half);
      }
      f.get(place).constant(0).store('v128.store', this.#results);
    });
  }

  /** After the last row and block. */
  finish(): void {
    const f = this.#f;
    const sums = this.#sums;
    if (sums === undefined) return;
    this.#overColumns((place) => {
      f.get(place);
      for (const half of [0, 16]) {
        f.get(place)
          .i32(1)
          .op('i32.shl')
          .load('v128.load', sums + half)
          .op('f32x4.demote_f64x2_zero');
      }
      f.shuffle32([0, 1, 4, 5]).store('v128.store', this.#results);
    });
  }
}
