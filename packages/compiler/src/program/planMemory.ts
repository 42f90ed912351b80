import type { Value } from '../graph/Value.ts';
import { sizeOf } from '../graph/View.ts';
import type { Loops } from '../schedule/LoopGroup.ts';
import type { SplitLoops } from '../schedule/splitLoops.ts';
import { producedBy, type Unit } from '../schedule/Unit.ts';
import { paddedBytes } from './Workspace.ts';

interface Hole {
  readonly start: number;
  readonly end: number;
}

/** Hands out places in memory and takes them back, the lowest that fits first. */
class Arena {
  #holes: Hole[] = [];
  end = 0;

  take(bytes: number): number {
    const place = this.#holes.findIndex(({ start, end }) => end - start >= bytes);
    const hole = this.#holes[place];
    if (!hole) {
      const last = this.#holes.at(-1);
      const start = last?.end === this.end ? last.start : this.end;
      if (last && start === last.start) this.#holes.pop();
      this.end = start + bytes;
      return start;
    }
    const rest = { start: hole.start + bytes, end: hole.end };
    this.#holes.splice(place, 1, ...(rest.end > rest.start ? [rest] : []));
    return hole.start;
  }

  give(start: number, bytes: number): void {
    if (bytes === 0) return;
    const holes = [...this.#holes, { start, end: start + bytes }].sort((a, b) => a.start - b.start);
    this.#holes = [];
    for (const hole of holes) {
      const last = this.#holes.at(-1);
      if (last && last.end === hole.start)
        this.#holes[this.#holes.length - 1] = { start: last.start, end: hole.end };
      else this.#holes.push(hole);
    }
  }
}

/** Cells that one walk along a row leaves to a later one, and nobody else reads. */
function leftInRow({ items }: Loops, isKept: (value: Value) => boolean): Value[] {
  return items
    .filter(({ value, level, extent, stage }) => {
      if (level !== 'cells' || extent !== 'cell' || isKept(value)) return false;
      return items.some(
        (later) =>
          later.level === 'cells' &&
          later.stage > stage &&
          later.accesses.some((access) => access.value === value),
      );
    })
    .map(({ value }) => value);
}

/** The operand of a kernel whose place its result may take. */
function replacedBy(unit: Unit, value: Value): Value | undefined {
  if (unit.kind !== 'kernel') return undefined;
  const { plan, operands, outputs } = unit.call;
  if (plan.replaces === undefined || outputs[0] !== value) return undefined;
  const operand = operands[plan.replaces]?.value;
  // As an operand of its own, too, it is still to be read.
  const isOnly = operands.filter((other) => other.value === operand).length === 1;
  return isOnly && operand?.size === value.size ? operand : undefined;
}

/** The bytes of a row of cells that one walk leaves to a later one; two threads have one each. */
export function roomOfRow(cells: number): number {
  return paddedBytes(cells);
}

/** Where everything lies. */
export interface MemoryPlan {
  readonly addresses: ReadonlyMap<Value, number>;
  readonly rows: ReadonlyMap<Value, number>;
  readonly columns: ReadonlyMap<Value, number>;
  /** For each unit, its kernel's scratch. */
  readonly scratch: readonly number[];
}

export interface PlanOptions {
  readonly units: readonly Unit[];
  /** What each unit reads. */
  readonly reads: readonly ReadonlySet<Value>[];
  readonly loops: ReadonlyMap<Unit, Loops>;
  /** Those of them that two threads run. */
  readonly splits: ReadonlyMap<Unit, SplitLoops>;
  /** Values that have their place already. */
  readonly placed: ReadonlyMap<Value, number>;
  /** Values that are needed after all units. */
  readonly results: ReadonlySet<Value>;
  /** Gives the address of so many bytes. */
  allocate(bytes: number): number;
}

/** Finds a place for each value that leaves its loops, and lets those that nobody needs any more give theirs. */
export function planMemory({
  units,
  reads,
  loops,
  splits,
  placed,
  results,
  allocate,
}: PlanOptions): MemoryPlan {
  const lastUse = new Map<Value, number>();
  reads.forEach((read, place) => {
    for (const value of read) lastUse.set(value, place);
  });
  const isKept = (value: Value) => results.has(value) || lastUse.has(value);
  const arena = new Arena();
  const places = new Map<Value, number>();
  const [rows, columns] = [new Map<Value, number>(), new Map<Value, number>()];
  const scratch: number[] = [];
  const ending = units.map((): Value[] => []);
  for (const [value, place] of lastUse)
    if (!placed.has(value) && !results.has(value)) ending[place]?.push(value);

  units.forEach((unit, place) => {
    const short: [number, number][] = [];
    const takeShort = (bytes: number) => {
      const address = arena.take(bytes);
      short.push([address, bytes]);
      return address;
    };
    for (const value of producedBy(unit)) {
      const isNeeded = isKept(value) || unit.kind === 'kernel';
      if (!isNeeded || placed.has(value)) continue;
      const replaced = replacedBy(unit, value);
      const leaving = ending[place] ?? [];
      const inherited = replaced && leaving.includes(replaced) ? places.get(replaced) : undefined;
      if (replaced && inherited !== undefined) leaving.splice(leaving.indexOf(replaced), 1);
      places.set(value, inherited ?? arena.take(paddedBytes(value.size)));
      if (!isKept(value)) ending[place]?.push(value);
    }
    const group = loops.get(unit);
    if (group) {
      const inner = sizeOf(group.sizes.slice(group.rowAxes));
      const split = splits.get(unit);
      const room = roomOfRow(inner) * (split ? 2 : 1);
      for (const value of leftInRow(group, isKept)) rows.set(value, takeShort(room));
      for (const value of split?.ofRows ?? []) {
        if (!isKept(value) && !placed.has(value)) places.set(value, takeShort(paddedBytes(value.size)));
      }
      for (const { value, extent } of group.items) {
        if (extent === 'column') columns.set(value, takeShort(2 * paddedBytes(value.size)));
      }
    }
    scratch[place] = unit.kind === 'kernel' ? takeShort(16 * Math.ceil(unit.call.plan.scratchBytes / 16)) : 0;
    for (const [address, bytes] of short) arena.give(address, bytes);
    for (const value of ending[place] ?? []) {
      const address = places.get(value);
      if (address !== undefined) arena.give(address, paddedBytes(value.size));
    }
  });
  const start = allocate(arena.end);
  const moved = (map: ReadonlyMap<Value, number>) =>
    new Map([...map].map(([value, address]) => [value, start + address]));
  return {
    addresses: new Map([...placed, ...moved(places)]),
    rows: moved(rows),
    columns: moved(columns),
    scratch: scratch.map((address) => start + address),
  };
}
