import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';

/** Where loops over axes stand: their counters, and the bytes from a value's start to the row, by its strides. */
export class LoopPlaces {
  readonly #f: FunctionBuilder;
  readonly #counters: (Local | undefined)[] = [];
  readonly #ofRow = new Map<string, Local>();
  /** How many of the axes are the rows'. */
  readonly #rowAxes: number;

  constructor(f: FunctionBuilder, rowAxes: number) {
    this.#f = f;
    this.#rowAxes = rowAxes;
  }

  /** Loops over axes, of which `first` is the number of the first; runs `body` at each place. */
  overAxes(sizes: readonly number[], first: number, body: () => void): void {
    const [size, ...others] = sizes;
    if (size === undefined) {
      body();
      return;
    }
    const counter = this.#f.local('i32');
    this.#counters[first] = counter;
    this.#f.loop(counter, { from: 0, to: size, step: 1 }, () => this.overAxes(others, first + 1, body));
    this.#counters[first] = undefined;
    this.#f.release(counter);
  }

  /** To be called where the next row begins. */
  forgetRow(): void {
    this.#ofRow.clear();
  }

  /** Bytes from a value's start to the row. */
  ofRow(strides: readonly number[]): Local {
    const key = strides.slice(0, this.#rowAxes).join();
    const known = this.#ofRow.get(key);
    if (known) return known;
    const pointer = this.#f.local('i32');
    this.#push(strides, 0, this.#rowAxes);
    this.#f.set(pointer);
    this.#ofRow.set(key, pointer);
    return pointer;
  }

  /** Bytes from a value's start to the last axis, by its strides along the others: for each of some values. */
  ofLastAxis(all: readonly (readonly number[])[]): Map<string, Local> {
    const pointers = new Map<string, Local>();
    for (const strides of all) {
      const key = placeKey(strides);
      if (pointers.has(key)) continue;
      const ofRow = this.ofRow(strides);
      if (strides.length - 1 === this.#rowAxes) {
        pointers.set(key, ofRow);
        continue;
      }
      const pointer = this.#f.local('i32');
      this.#push(strides, this.#rowAxes, strides.length - 1);
      this.#f.get(ofRow).op('i32.add').set(pointer);
      pointers.set(key, pointer);
    }
    return pointers;
  }

  /** Gives back the locals that {@link ofLastAxis} has made. */
  release(pointers: ReadonlyMap<string, Local>): void {
    const kept = new Set(this.#ofRow.values());
    for (const pointer of pointers.values()) if (!kept.has(pointer)) this.#f.release(pointer);
  }

  #push(strides: readonly number[], from: number, to: number): void {
    const f = this.#f;
    f.i32(0);
    for (let axis = from; axis < to; axis++) {
      const stride = strides[axis] ?? 0;
      const counter = this.#counters[axis];
      if (stride === 0 || !counter) continue;
      f.get(counter)
        .i32(4 * stride)
        .op('i32.mul', 'i32.add');
    }
  }
}

/** By which {@link LoopPlaces.ofLastAxis} keeps a place. */
export function placeKey(strides: readonly number[]): string {
  return strides.slice(0, -1).join();
}
