import type { Value } from '../graph/Value.ts';
import type { Access } from '../schedule/iteration.ts';
import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import type { LoopMemory } from './LoopLayout.ts';
import type { LoopPlaces } from './LoopPlaces.ts';

const isStill = (strides: readonly number[]) => strides.every((stride) => stride === 0);

/** Numbers that are the same in all cells, or in all cells of a row: read once, in all four places of a vector. */
export class RowValues {
  readonly #f: FunctionBuilder;
  readonly #rowAxes: number;
  readonly #memory: LoopMemory;
  readonly #places: LoopPlaces;
  readonly #ofAll = new Map<string, Local>();
  readonly #ofRow = new Map<string, Local>();
  /** What the loops themselves have made for the row. */
  readonly #made = new Map<Value, Local>();

  constructor(f: FunctionBuilder, rowAxes: number, memory: LoopMemory, places: LoopPlaces) {
    this.#f = f;
    this.#rowAxes = rowAxes;
    this.#memory = memory;
    this.#places = places;
  }

  /** To be called where the next row begins. */
  forgetRow(): void {
    this.#made.clear();
    this.#ofRow.clear();
  }

  /** Takes what loops have made for the row. */
  set(value: Value, local: Local): void {
    this.#made.set(value, local);
  }

  /** Whether a value is the same in all cells of a row. */
  has({ value, strides }: Access): boolean {
    return value.origin.kind === 'uniform' || this.#made.has(value) || isStill(strides.slice(this.#rowAxes));
  }

  /** Reads, before the loops, what is the same in all cells. */
  hold({ value, offset, strides }: Access): void {
    if (value.origin.kind === 'uniform' || !isStill(strides)) return;
    const key = `${value.id} ${offset}`;
    if (!this.#ofAll.has(key))
      this.#ofAll.set(
        key,
        this.#load(value, offset, () => this.#f.i32(0)),
      );
  }

  /** Puts what is the same in all cells of a row on the stack; false where it is not. */
  push(access: Access): boolean {
    const f = this.#f;
    const { value, offset, strides } = access;
    if (!this.has(access)) return false;
    if (value.origin.kind === 'uniform') {
      f.constant(value.origin.number, value.dtype === 'int32' ? 'i32x4' : 'f32x4');
      return true;
    }
    const ofAll = isStill(strides) ? this.#ofAll.get(`${value.id} ${offset}`) : undefined;
    f.get(this.#made.get(value) ?? ofAll ?? this.#read(access));
    return true;
  }

  #read({ value, offset, strides }: Access): Local {
    const key = `${value.id} ${offset} ${strides}`;
    const known = this.#ofRow.get(key);
    if (known) return known;
    const local = this.#load(value, offset, () => this.#f.get(this.#places.ofRow(strides)));
    this.#ofRow.set(key, local);
    return local;
  }

  #load(value: Value, offset: number, pushPlace: () => void): Local {
    const local = this.#f.local('v128');
    pushPlace();
    this.#f.load('v128.load32_splat', this.#memory.addressOf(value) + 4 * offset).set(local);
    return local;
  }
}
