import type { Reduction, Value } from '../graph/Value.ts';
import { denseStrides, sizeOf } from '../graph/View.ts';
import type { EmitOptions } from '../kernels/Kernel.ts';
import type { Access } from '../schedule/iteration.ts';
import type { LoopItem, Loops } from '../schedule/LoopGroup.ts';
import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import { CellVectors, type Walk } from './CellVectors.ts';
import { ColumnReducer, ROWS_OF_BLOCK } from './ColumnReducer.ts';
import { LoopLayout, type LoopMemory } from './LoopLayout.ts';
import { LoopPlaces } from './LoopPlaces.ts';
import { emitStart, Reducer } from './Reducer.ts';
import { RowValues } from './RowValues.ts';
import { walkVectors } from './walkVectors.ts';

/** A walk takes this many vectors a turn, side by side, so that one need not wait for the other. */
const TURNS = 4;

/** Writes the code of one group of loops. */
class LoopEmitter {
  readonly #f: FunctionBuilder;
  readonly #loops: Loops;
  readonly #memory: LoopMemory;
  readonly #options: EmitOptions;
  readonly #places: LoopPlaces;
  readonly #layout: LoopLayout;
  readonly #ofRow: RowValues;
  readonly #reducers = new Map<LoopItem, Reducer>();
  readonly #columns = new Map<LoopItem, ColumnReducer>();
  readonly #itemOf = new Map<Value, LoopItem>();

  constructor(f: FunctionBuilder, loops: Loops, memory: LoopMemory, options: EmitOptions) {
    this.#f = f;
    this.#loops = loops;
    this.#memory = memory;
    this.#places = new LoopPlaces(f, loops.rowAxes);
    this.#layout = new LoopLayout(loops, memory);
    this.#ofRow = new RowValues(f, loops.rowAxes, memory, this.#places);
    this.#options = options;
    for (const item of loops.items) this.#itemOf.set(item.value, item);
  }

  get #rowSizes(): readonly number[] {
    return this.#loops.sizes.slice(0, this.#loops.rowAxes);
  }

  get #width(): number {
    return this.#loops.sizes.at(-1) ?? 1;
  }

  #walked(stage: number): LoopItem[] {
    return this.#loops.items.filter((item) => item.level === 'cells' && item.stage === stage);
  }

  emit(): void {
    const f = this.#f;
    const { items, stages } = this.#loops;
    for (const item of items) {
      if (item.extent === 'column') this.#columnsOf(item).start();
      if (item.extent === 'total') this.#reducerOf(item).start();
      for (const access of item.accesses) if (!this.#itemOf.has(access.value)) this.#ofRow.hold(access);
    }
    const blocks = items.filter((item) => this.#hasBlocks(item)).map((item) => this.#columnsOf(item));
    const row = blocks.length > 0 ? f.local('i32') : undefined;
    if (row) f.i32(0).set(row);
    this.#places.overAxes(this.#rowSizes, 0, () => {
      this.#forgetRow();
      for (let stage = 0; stage <= stages; stage++) {
        for (const item of items) if (item.level === 'rows' && item.stage === stage) this.#computeRow(item);
        if (stage < stages) this.#walk(stage);
      }
      if (row) this.#endRow(blocks, row);
    });
    for (const item of items) {
      if (item.extent === 'column') this.#columnsOf(item).finish();
      if (item.extent !== 'total') continue;
      const result = f.local('v128');
      this.#reducerOf(item).finish(result);
      f.i32(0).get(result).storeLane(0, this.#memory.addressOf(item.value));
    }
  }

  #forgetRow(): void {
    this.#places.forgetRow();
    this.#ofRow.forgetRow();
  }

  #reducerOf(item: LoopItem): Reducer {
    const known = this.#reducers.get(item);
    if (known) return known;
    const { value, level, stage } = item;
    const turns = level === 'cells' ? this.#turnsOf(this.#walked(stage)) : 1;
    const reducer = new Reducer(this.#f, this.#nameOf(value), value.dtype, turns);
    this.#reducers.set(item, reducer);
    return reducer;
  }

  /** How many vectors a walk takes a turn: few enough for what its reductions have to stay in registers. */
  #turnsOf(items: readonly LoopItem[]): number {
    if (this.#width < 4 * TURNS * 2) return 1;
    const reductions = items.filter(({ extent }) => extent === 'row' || extent === 'total').length;
    return Math.floor(TURNS / Math.min(TURNS, Math.max(1, reductions)));
  }

  #nameOf({ origin }: Value): Reduction {
    return origin.kind === 'reduction' ? origin.name : 'sum';
  }

  #computeRow(item: LoopItem): void {
    const f = this.#f;
    const { value, accesses, extent } = item;
    for (const access of accesses) this.#ofRow.push(access);
    const result = f.local('v128');
    this.#apply(value);
    f.set(result);
    if (extent === 'total') {
      const reducer = this.#reducerOf(item);
      // All four lanes hold the same number; one of them counts.
      this.#mask(result, value, 1);
      reducer.take(result, 0);
      reducer.flush();
      return;
    }
    this.#ofRow.set(value, result);
    this.#storeRow(item, result);
  }

  #storeRow({ value }: LoopItem, result: Local): void {
    if (!this.#memory.isKept(value)) return;
    const { sizes, rowAxes } = this.#loops;
    const inner = sizeOf(sizes.slice(rowAxes));
    const strides = denseStrides(sizes).map((stride, axis) => (axis < rowAxes ? stride / inner : 0));
    this.#f.get(this.#places.ofRow(strides)).get(result).storeLane(0, this.#memory.addressOf(value));
  }

  /** Replaces a value's operands on the stack by its result. */
  #apply({ origin }: Value): void {
    if (origin.kind === 'elements') origin.compute.emit(this.#f, origin.attributes, this.#options);
  }

  /** Leaves only the first lanes; the others become what changes nothing in a reduction. */
  #mask(cells: Local, value: Value, lanes: number): void {
    const f = this.#f;
    const bytes = Array.from({ length: 16 }, (_, byte) => (byte < 4 * lanes ? 0xff : 0));
    f.get(cells);
    emitStart(f, this.#nameOf(value), value.dtype);
    f.v128(bytes).op('v128.bitselect').set(cells);
  }

  #walk(stage: number): void {
    const items = this.#walked(stage);
    if (items.length === 0) return;
    const { rowAxes, sizes } = this.#loops;
    const ofRow = items.filter(({ extent }) => extent === 'row');
    for (const item of ofRow) this.#reducerOf(item).start();
    for (const item of items) for (const access of item.accesses) this.#prepareAccess(access);
    this.#places.overAxes(sizes.slice(rowAxes, -1), rowAxes, () => this.#walkLastAxis(items));
    for (const item of ofRow) {
      const result = this.#f.local('v128');
      this.#reducerOf(item).finish(result);
      this.#ofRow.set(item.value, result);
      this.#storeRow(item, result);
    }
  }

  /** Computes outside of the walk what stays the same in it. */
  #prepareAccess(access: Access): void {
    const own = this.#itemOf.get(access.value);
    const isWalked = own?.level === 'cells' && own.extent === 'cell';
    if (!isWalked && this.#ofRow.push(access)) this.#f.op('drop');
    else this.#places.ofRow(this.#layout.stridesOf(access));
  }

  #walkLastAxis(items: readonly LoopItem[]): void {
    const f = this.#f;
    const reducers = items
      .filter(({ extent }) => extent === 'row' || extent === 'total')
      .map((item) => this.#reducerOf(item));
    const flush = () => {
      for (const reducer of reducers) reducer.flush();
    };
    const strides = items.flatMap((item) => [
      ...item.accesses.map((access) => this.#layout.stridesOf(access)),
      this.#layout.storeStrides(item),
    ]);
    const pointers = this.#places.ofLastAxis(strides);
    walkVectors(f, {
      width: this.#width,
      turns: this.#turnsOf(items),
      reduces: items.some(({ extent }) => extent !== 'cell'),
      hasBlocks: reducers.length > 0,
      step: (walk) => this.#step(items, walk, pointers),
      flush,
    });
    this.#places.release(pointers);
  }

  /** Computes one vector of each item. */
  #step(items: readonly LoopItem[], walk: Walk, pointers: ReadonlyMap<string, Local>): void {
    const f = this.#f;
    const own = new Map<Value, Local>();
    const read = new CellVectors(f, this.#layout, walk, pointers);
    // All reads before all writes, because a result may take the place of what it is made of.
    const made = new Set(items.map(({ value }) => value));
    for (const { accesses } of items) {
      for (const access of accesses) {
        if (!this.#ofRow.has(access) && !made.has(access.value)) read.load(access);
      }
    }
    for (const item of items) {
      const { value, accesses, extent } = item;
      for (const access of accesses) {
        const cell = own.get(access.value);
        if (cell) f.get(cell);
        else if (!this.#ofRow.push(access)) f.get(read.load(access));
      }
      const result = f.local('v128');
      this.#apply(value);
      f.set(result);
      const pushPlace = () => read.pushPlace(this.#layout.storeStrides(item), 1);
      if (extent === 'cell') {
        own.set(value, result);
        if (!this.#layout.isStored(item)) continue;
        pushPlace();
        f.get(result).store('v128.store', this.#layout.addressOf(value) + walk.shift);
        continue;
      }
      if (walk.lanes < 4) this.#mask(result, value, walk.lanes);
      if (extent === 'column') this.#columnsOf(item).take(result, pushPlace, walk.shift);
      else this.#reducerOf(item).take(result, walk.turn);
      f.release(result);
    }
    read.release();
    f.release(...own.values());
  }

  #columnsOf(item: LoopItem): ColumnReducer {
    const known = this.#columns.get(item);
    if (known) return known;
    const { value } = item;
    const name = this.#nameOf(value);
    const sums = this.#hasBlocks(item) ? this.#memory.columnsOf(value) : undefined;
    const reducer = new ColumnReducer(this.#f, name, value, this.#memory.addressOf(value), sums);
    this.#columns.set(item, reducer);
    return reducer;
  }

  /** Whether the rows of a sum come in blocks. */
  #hasBlocks({ extent, value }: LoopItem): boolean {
    const isSum = value.dtype !== 'int32' && this.#nameOf(value) === 'sum';
    return extent === 'column' && isSum && sizeOf(this.#rowSizes) > ROWS_OF_BLOCK;
  }

  /** Ends a block after every so many rows, and after the last one. */
  #endRow(blocks: readonly ColumnReducer[], row: Local): void {
    const f = this.#f;
    f.get(row).i32(1).op('i32.add').tee(row).i32(ROWS_OF_BLOCK).op('i32.rem_u', 'i32.eqz');
    f.get(row)
      .i32(sizeOf(this.#rowSizes))
      .op('i32.eq', 'i32.or')
      .if(() => {
        for (const columns of blocks) columns.endBlock();
      });
  }
}

/** Writes the code of one group of loops into a function. */
export function emitLoops(f: FunctionBuilder, loops: Loops, memory: LoopMemory, options: EmitOptions): void {
  new LoopEmitter(f, loops, memory, options).emit();
}
