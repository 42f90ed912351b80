import type { Value } from '../graph/Value.ts';
import { sizeOf } from '../graph/View.ts';
import type { LoopItem, Loops } from './LoopGroup.ts';

/** Fewer cells, counted for each value, take about as long as handing them over. */
const WORTH_A_THREAD = 2 ** 20;

/** Some places along the first axis of loops. */
export interface LoopPart {
  readonly loops: Loops;
  /** For a value that the loops make, how many of its numbers other parts make that come before. */
  before(value: Value): number;
}

/** Loops in parts that write different numbers, and give the same bits as the whole. */
export interface SplitLoops {
  readonly halves: readonly [LoopPart, LoopPart];
  /** What is left to add up when both are done, over numbers of the rows. */
  readonly totals: Loops | undefined;
  /** The numbers of rows that {@link totals} read. */
  readonly ofRows: ReadonlySet<Value>;
}

function isOfRow({ level, extent }: LoopItem): boolean {
  return level === 'rows' || extent === 'row';
}

function isTotal({ extent }: LoopItem): boolean {
  return extent === 'total';
}

function canSplit({ sizes, rowAxes, items }: Loops): boolean {
  if (sizeOf(sizes) * items.length < WORTH_A_THREAD) return false;
  // The last vector of a row reaches into the next one, which may be the other part's.
  if (sizes.length > 1 && (sizes.at(-1) ?? 1) % 4 !== 0) return false;
  if (rowAxes === 0 && items.some(isOfRow)) return false;
  return items.every((item) => item.extent !== 'column' && (!isTotal(item) || item.level === 'rows'));
}

function partOf(loops: Loops, items: readonly LoopItem[], from: number, to: number): LoopPart {
  const [, ...inner] = loops.sizes;
  const made = new Map(items.map((item) => [item.value, item]));
  const cells = sizeOf(inner);
  const cellsOfRow = sizeOf(loops.sizes.slice(loops.rowAxes));
  return {
    loops: {
      ...loops,
      sizes: [to - from, ...inner],
      items: items.map((item) => ({
        ...item,
        accesses: item.accesses.map((access) => {
          const skipped = made.has(access.value) ? 0 : from * (access.strides[0] ?? 0);
          return { ...access, offset: access.offset + skipped };
        }),
      })),
    },
    before(value) {
      const item = made.get(value);
      if (!item) return 0;
      return from * (isOfRow(item) ? cells / cellsOfRow : cells);
    },
  };
}

/** Cuts loops in two along their first axis; undefined where they don't fall apart there or are too short. */
export function splitLoops(loops: Loops): SplitLoops | undefined {
  if (!canSplit(loops)) return undefined;
  const { sizes, items } = loops;
  const [size = 1] = sizes;
  const middle = sizes.length === 1 ? 4 * Math.ceil(size / 8) : Math.ceil(size / 2);
  const totals = items.filter(isTotal);
  const others = items.filter((item) => !isTotal(item));
  const made = new Set(others.map(({ value }) => value));
  const read = totals.flatMap(({ accesses }) => accesses.map(({ value }) => value));
  return {
    halves: [partOf(loops, others, 0, middle), partOf(loops, others, middle, size)],
    totals:
      totals.length > 0
        ? { ...loops, items: totals.map((item) => ({ ...item, stage: 0 })), stages: 0 }
        : undefined,
    ofRows: new Set(read.filter((value) => made.has(value))),
  };
}
