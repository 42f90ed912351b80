import type { Access } from '../schedule/iteration.ts';
import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import type { LoopLayout } from './LoopLayout.ts';
import { placeKey } from './LoopPlaces.ts';

/** Which four cells of the last axis are computed. */
export interface Walk {
  /** Where the vector starts, in bytes along the last axis; undefined for the start of the row. */
  readonly place: Local | undefined;
  /** Bytes behind it. */
  readonly shift: number;
  /** How many of the four cells belong to the row. */
  readonly lanes: number;
  readonly turn: number;
}

/** Four cells of each value that a step of a walk reads from memory, each read once. */
export class CellVectors {
  readonly #f: FunctionBuilder;
  readonly #layout: LoopLayout;
  readonly #walk: Walk;
  /** By strides, where the last axis starts. */
  readonly #pointers: ReadonlyMap<string, Local>;
  readonly #loaded = new Map<string, Local>();

  constructor(f: FunctionBuilder, layout: LoopLayout, walk: Walk, pointers: ReadonlyMap<string, Local>) {
    this.#f = f;
    this.#layout = layout;
    this.#walk = walk;
    this.#pointers = pointers;
  }

  /** Puts the bytes from a value's start to the cells on the stack, but for the walk's shift. */
  pushPlace(strides: readonly number[], stride: number): void {
    const f = this.#f;
    const { place } = this.#walk;
    const pointer = this.#pointers.get(placeKey(strides));
    if (pointer) f.get(pointer);
    else f.i32(0);
    if (!place || stride === 0) return;
    f.get(place);
    if (stride !== 1) f.i32(stride).op('i32.mul');
    f.op('i32.add');
  }

  /** The cells of a value, in a local that belongs to this. */
  load(access: Access): Local {
    const strides = this.#layout.stridesOf(access);
    const key = `${access.value.id} ${access.offset} ${strides}`;
    const known = this.#loaded.get(key);
    if (known) return known;
    const local = this.#f.local('v128');
    const stride = strides.at(-1) ?? 0;
    const address = this.#layout.addressOf(access.value) + 4 * access.offset + this.#walk.shift * stride;
    this.pushPlace(strides, stride);
    this.#loadApart(stride, address);
    this.#f.set(local);
    this.#loaded.set(key, local);
    return local;
  }

  /** Loads four numbers that are so many apart. */
  #loadApart(stride: number, address: number): void {
    const f = this.#f;
    if (stride === 1) f.load('v128.load', address);
    else if (stride === 0) f.load('v128.load32_splat', address);
    else {
      const start = f.local('i32');
      f.tee(start).load('v128.load32_zero', address);
      for (const lane of [1, 2, 3])
        f.get(start)
          .load('f32.load', address + 4 * lane * stride)
          .lane('f32x4.replace_lane', lane);
      f.release(start);
    }
  }

  /** Gives the locals back. */
  release(): void {
    this.#f.release(...this.#loaded.values());
  }
}
