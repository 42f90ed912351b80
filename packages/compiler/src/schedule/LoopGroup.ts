import type { Value } from '../graph/Value.ts';
import { denseStrides } from '../graph/View.ts';
import {
  type Access,
  cellsOf,
  cutsOf,
  type Extent,
  type Iteration,
  joined,
  mergedCuts,
  refined,
} from './iteration.ts';

/** Whether a value is computed for each cell or once for each row. */
type Level = 'cells' | 'rows';

interface Member {
  readonly iteration: Iteration;
  readonly level: Level;
}

/** One value of a group of loops, with strides along the group's axes. */
export interface LoopItem {
  readonly value: Value;
  readonly extent: Extent;
  readonly level: Level;
  readonly accesses: readonly Access[];
  /** For cells: in which walk along the row; for rows: before which. */
  readonly stage: number;
}

/** Loops over rows, and within a row one walk after the other along its cells. */
export interface Loops {
  /** Axes of the rows, then of the cells of a row; the last one is walked four cells at a time. */
  readonly sizes: readonly number[];
  /** How many of these are the rows'. */
  readonly rowAxes: number;
  readonly items: readonly LoopItem[];
  readonly stages: number;
}

/** A function's code must not grow without bound. */
const MOST_MEMBERS = 48;

function isDense(sizes: readonly number[], strides: readonly number[]): boolean {
  return denseStrides(sizes).every((stride, axis) => stride === strides[axis]);
}

/** Values that are computed in the same loops, so that numbers stay in registers from one to the next. */
export class LoopGroup {
  readonly total: number;
  readonly members: Member[] = [];
  readonly #produced = new Map<Value, Member>();
  readonly #read = new Set<Value>();
  #cuts: readonly number[] = [];
  #inner: number | undefined;

  constructor(iteration: Iteration) {
    this.total = cellsOf(iteration);
    this.#add(iteration, 'cells', cutsOf(iteration.sizes), iteration.inner);
  }

  /** Both in the same loops, the first one's values before the second one's; undefined where that can't be. */
  static merged(first: LoopGroup, second: LoopGroup): LoopGroup | undefined {
    if (first.total !== second.total || first.members.length + second.members.length > MOST_MEMBERS)
      return undefined;
    const [start, ...others] = [...first.members, ...second.members];
    if (start?.level !== 'cells') return undefined;
    const group = new LoopGroup(start.iteration);
    const fits = others.every(({ iteration }) => group.#take(iteration, false));
    return fits ? group : undefined;
  }

  get values(): Value[] {
    return this.members.map(({ iteration }) => iteration.value);
  }

  produces(value: Value): boolean {
    return this.#produced.has(value);
  }

  #add(iteration: Iteration, level: Level, cuts: readonly number[], inner: number | undefined): void {
    const member = { iteration, level };
    this.members.push(member);
    this.#produced.set(iteration.value, member);
    for (const { value } of iteration.accesses) this.#read.add(value);
    this.#cuts = cuts;
    this.#inner ??= inner;
  }

  /** Takes another value in, where it can be computed in the same loops and shares numbers with them. */
  join(iteration: Iteration): boolean {
    return this.members.length < MOST_MEMBERS && this.#take(iteration, true);
  }

  #take(iteration: Iteration, mustShare: boolean): boolean {
    const cells = cellsOf(iteration);
    if (cells === this.total && this.#joinCells(iteration, mustShare)) return true;
    const inner = this.#inner;
    return (
      inner !== undefined && inner > 1 && cells * inner === this.total && this.#joinRows(iteration, inner)
    );
  }

  #joinCells(iteration: Iteration, mustShare: boolean): boolean {
    const { accesses, sizes, extent } = iteration;
    const inner = iteration.inner ?? this.#inner;
    if (this.#inner !== undefined && inner !== this.#inner) return false;
    const split = inner === undefined ? [] : [inner];
    const cuts = mergedCuts([...this.#cuts, ...split], cutsOf(sizes), this.total);
    if (!cuts) return false;
    if (extent === 'row' && this.total > 1 && inner === 1) return false;
    const shares = accesses.some(
      ({ value }) => value.size > 1 && (this.#produced.has(value) || this.#read.has(value)),
    );
    if (mustShare && !shares && this.total > 1) return false;
    const reachable = accesses.every((access) => this.#reachesCells(access, iteration, cuts, inner));
    if (!reachable) return false;
    this.#add(iteration, 'cells', cuts, inner);
    return true;
  }

  /** Whether what the group computes is there when a cell needs it. */
  #reachesCells(
    { value, offset, strides }: Access,
    { sizes }: Iteration,
    cuts: readonly number[],
    inner: number | undefined,
  ): boolean {
    const producer = this.#produced.get(value);
    if (!producer) return true;
    if (offset !== 0) return false;
    const { iteration, level } = producer;
    if (level === 'cells' && iteration.extent === 'cell')
      return value.size === this.total && isDense(sizes, strides);
    const isOfRow = level === 'cells' ? iteration.extent === 'row' : iteration.extent === 'cell';
    if (!isOfRow || inner === undefined) return false;
    const fine = refined(sizes, strides, cuts);
    return [...cuts.toReversed(), 1].every((cut, axis) => fine[axis] === (cut >= inner ? cut / inner : 0));
  }

  #joinRows(iteration: Iteration, inner: number): boolean {
    const { accesses, sizes, extent } = iteration;
    if (extent === 'row' || extent === 'column') return false;
    const own = cutsOf(sizes).map((cut) => cut * inner);
    const cuts = mergedCuts(this.#cuts, own, this.total);
    if (!cuts) return false;
    if (!accesses.some(({ value }) => this.#produced.has(value))) return false;
    const reachable = accesses.every(({ value, offset, strides }) => {
      const producer = this.#produced.get(value);
      if (!producer) return true;
      const { level, iteration: made } = producer;
      const isOfRow = level === 'cells' ? made.extent === 'row' : made.extent === 'cell';
      return isOfRow && offset === 0 && isDense(sizes, strides);
    });
    if (!reachable) return false;
    this.#add(iteration, 'rows', cuts, undefined);
    return true;
  }

  /** The loops, when no value is added any more. */
  loops(): Loops {
    const inner = this.#inner ?? this.total;
    const cuts = mergedCuts(this.#cuts, [inner], this.total) ?? [];
    const marks = [this.total, ...cuts.toReversed(), 1];
    const fineSizes = marks.slice(1).map((cut, place) => (marks[place] ?? 1) / cut);
    const rowCuts = cuts.filter((cut) => cut > inner).map((cut) => cut / inner);
    const rows = this.total / inner;
    const fineRowAxes = rows === 1 ? 0 : rowCuts.length + 1;
    const fine = this.members.map(({ iteration, level }) =>
      iteration.accesses.map((access) => {
        const own =
          level === 'cells'
            ? refined(iteration.sizes, access.strides, cuts)
            : refined(iteration.sizes, access.strides, rowCuts);
        return { ...access, strides: fineSizes.map((_, axis) => own[axis] ?? 0) };
      }),
    );
    const { sizes, accesses } = joined(
      { sizes: fineSizes, accesses: [...fine.flat(), ...this.#results(fineSizes, fineRowAxes, inner)] },
      new Set([fineRowAxes]),
    );
    const rowAxes = this.#countRowAxes(sizes, rows);
    const stages = new Map<Value, number>();
    let place = 0;
    const items = this.members.map(({ iteration, level }, index): LoopItem => {
      const { value, extent } = iteration;
      const own = accesses.slice(place, place + (fine[index]?.length ?? 0));
      place += own.length;
      const stage = Math.max(0, ...own.map((access) => stages.get(access.value) ?? 0));
      stages.set(value, extent === 'row' ? stage + 1 : stage);
      return { value, extent, level, accesses: own, stage };
    });
    return {
      sizes,
      rowAxes,
      items,
      stages: 1 + Math.max(0, ...items.filter(({ level }) => level === 'cells').map(({ stage }) => stage)),
    };
  }

  /** Where results are stored: their strides keep axes apart as those of operands do. */
  #results(sizes: readonly number[], rowAxes: number, inner: number): Access[] {
    const dense = denseStrides(sizes);
    return this.members.flatMap(({ iteration: { value, extent }, level }) => {
      const isOfCell = level === 'cells' && extent === 'cell';
      const isOfRow = (level === 'cells' && extent === 'row') || (level === 'rows' && extent === 'cell');
      if (isOfCell) return [{ value, offset: 0, strides: dense }];
      if (isOfRow)
        return [
          { value, offset: 0, strides: dense.map((stride, axis) => (axis < rowAxes ? stride / inner : 0)) },
        ];
      if (extent === 'column')
        return [{ value, offset: 0, strides: dense.map((stride, axis) => (axis < rowAxes ? 0 : stride)) }];
      return [];
    });
  }

  #countRowAxes(sizes: readonly number[], rows: number): number {
    let product = 1;
    let axes = 0;
    while (product < rows) {
      product *= sizes[axes] ?? rows;
      axes += 1;
    }
    return axes;
  }
}
