import type { Value } from '../graph/Value.ts';
import { denseStrides } from '../graph/View.ts';
import type { Access } from '../schedule/iteration.ts';
import type { LoopItem, Loops } from '../schedule/LoopGroup.ts';

/** Where the values of loops lie in memory. */
export interface LoopMemory {
  /** The address of a value that is read or kept. */
  addressOf(value: Value): number;
  /** Whether somebody outside of the loops needs it. */
  isKept(value: Value): boolean;
  /** Room for one row of a value that one walk leaves to the next. */
  rowOf(value: Value): number;
  /** Room for the sums of columns in 64 bits. */
  columnsOf(value: Value): number;
}

/** Where loops read and write cells: values that they leave to nobody else have room for one row alone. */
export class LoopLayout {
  readonly #loops: Loops;
  readonly #memory: LoopMemory;
  readonly #made: ReadonlySet<Value>;

  constructor(loops: Loops, memory: LoopMemory) {
    this.#loops = loops;
    this.#memory = memory;
    this.#made = new Set(loops.items.map(({ value }) => value));
  }

  #isInRow(value: Value): boolean {
    return this.#made.has(value) && !this.#memory.isKept(value);
  }

  /** The address from which a value is read. */
  addressOf(value: Value): number {
    return this.#isInRow(value) ? this.#memory.rowOf(value) : this.#memory.addressOf(value);
  }

  /** The strides by which a value is read. */
  stridesOf({ value, strides }: Access): readonly number[] {
    return this.#isInRow(value) ? this.#withinRow(strides) : strides;
  }

  /** The strides by which an item's cells, or its columns, are written. */
  storeStrides({ value, extent }: LoopItem): readonly number[] {
    const dense = denseStrides(this.#loops.sizes);
    return extent === 'column' || !this.#memory.isKept(value) ? this.#withinRow(dense) : dense;
  }

  /** Whether an item's cells are written at all: a later walk reads them, or somebody outside. */
  isStored(item: LoopItem): boolean {
    if (this.#memory.isKept(item.value)) return true;
    return this.#loops.items.some(
      ({ stage, level, accesses }) =>
        level === 'cells' && stage > item.stage && accesses.some(({ value }) => value === item.value),
    );
  }

  #withinRow(strides: readonly number[]): readonly number[] {
    return strides.map((stride, axis) => (axis < this.#loops.rowAxes ? 0 : stride));
  }
}
