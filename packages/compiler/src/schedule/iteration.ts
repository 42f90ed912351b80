import type { Value } from '../graph/Value.ts';
import { denseStrides, sizeOf, type View } from '../graph/View.ts';

/** How an iteration reads a value: number offset + i · strides[0] + j · strides[1] + … */
export interface Access {
  readonly value: Value;
  readonly offset: number;
  readonly strides: readonly number[];
}

/**
 * What becomes of the cells that an iteration goes through: one result each, one for each row (of the first
 * axes), one for each column (of the last axes), or one for all.
 */
export type Extent = 'cell' | 'row' | 'column' | 'total';

/** One value as a walk through cells. */
export interface Iteration {
  readonly value: Value;
  readonly extent: Extent;
  /** Sizes of the axes that are walked, the last one fastest; none is 1. */
  readonly sizes: readonly number[];
  readonly accesses: readonly Access[];
  /** The cells of a row, where the extent is `row` or `column`. */
  readonly inner: number | undefined;
}

interface Axes {
  readonly sizes: readonly number[];
  readonly accesses: readonly Access[];
}

function axesOf(shape: readonly number[], views: readonly View[], order: readonly number[]): Axes {
  const used = order.filter((axis) => shape[axis] !== 1);
  return {
    sizes: used.map((axis) => shape[axis] ?? 1),
    accesses: views.map(({ value, offset, strides }) => ({
      value,
      offset,
      strides: used.map((axis) => strides[axis] ?? 0),
    })),
  };
}

/** Joins adjacent axes that all accesses walk in one stride, but not across the places in `apart`. */
export function joined({ sizes, accesses }: Axes, apart: ReadonlySet<number>): Axes {
  const kept: number[] = [];
  sizes.forEach((size, axis) => {
    const previous = axis - 1;
    const canJoin =
      previous >= 0 &&
      !apart.has(axis) &&
      accesses.every(({ strides }) => strides[previous] === size * (strides[axis] ?? 0));
    if (canJoin) kept[kept.length - 1] = axis;
    else kept.push(axis);
  });
  const starts = kept.map((_, place) => (place === 0 ? 0 : (kept[place - 1] ?? 0) + 1));
  return {
    sizes: kept.map((axis, place) => sizeOf(sizes.slice(starts[place], axis + 1))),
    accesses: accesses.map((access) => ({
      ...access,
      strides: kept.map((axis) => access.strides[axis] ?? 0),
    })),
  };
}

/** The walk that computes a value; undefined for one that is not computed by a walk. */
export function iterationOf(value: Value): Iteration | undefined {
  const { origin } = value;
  if (origin.kind === 'elements') {
    const { shape, operands } = origin;
    const axes = shape.map((_, axis) => axis);
    return { value, extent: 'cell', ...joined(axesOf(shape, operands, axes), new Set()), inner: undefined };
  }
  if (origin.kind !== 'reduction') return undefined;
  const { operand, axes } = origin;
  const { shape } = operand;
  const all = shape.map((_, axis) => axis);
  const isReduced = (axis: number) => axes.includes(axis) && shape[axis] !== 1;
  const isKept = (axis: number) => !axes.includes(axis) && shape[axis] !== 1;
  const reduced = all.filter(isReduced);
  const kept = all.filter(isKept);
  const [firstKept = 0] = kept;
  const lastReduced = reduced.at(-1) ?? -1;
  const whole = (order: readonly number[], apart: ReadonlySet<number>) =>
    joined(axesOf(shape, [operand], order), apart);
  if (reduced.length === 0) return { value, extent: 'cell', ...whole(all, new Set()), inner: undefined };
  if (kept.length === 0) return { value, extent: 'total', ...whole(all, new Set()), inner: undefined };
  if (lastReduced < firstKept) {
    const inner = sizeOf(kept.map((axis) => shape[axis] ?? 1));
    return { value, extent: 'column', ...whole(all, new Set([reduced.length])), inner };
  }
  const inner = sizeOf(reduced.map((axis) => shape[axis] ?? 1));
  return { value, extent: 'row', ...whole([...kept, ...reduced], new Set([kept.length])), inner };
}

/** The cells that an iteration goes through. */
export function cellsOf({ sizes }: Iteration): number {
  return sizeOf(sizes);
}

/** The numbers of cells that the axes after each axis hold, but for the last: where a walk can be cut. */
export function cutsOf(sizes: readonly number[]): number[] {
  let behind = 1;
  return sizes
    .slice(1)
    .toReversed()
    .map((size) => {
      behind *= size;
      return behind;
    });
}

/** Both lists of cuts, or undefined where they don't fit each other. */
export function mergedCuts(
  one: readonly number[],
  other: readonly number[],
  total: number,
): number[] | undefined {
  const cuts = [...new Set([...one, ...other])]
    .filter((cut) => cut !== 1 && cut !== total)
    .sort((a, b) => a - b);
  const fits = [...cuts, total].every((cut, place) => cut % (cuts[place - 1] ?? 1) === 0);
  return fits ? cuts : undefined;
}

/** Strides for the axes that finer cuts make. @param cuts - Ascending; all own cuts are among them. */
export function refined(
  sizes: readonly number[],
  strides: readonly number[],
  cuts: readonly number[],
): number[] {
  const behind = denseStrides(sizes);
  return [...cuts.toReversed(), 1].map((cut) => {
    const axis = behind.findIndex((cells) => cells <= cut);
    return (strides[axis] ?? 0) * (cut / (behind[axis] ?? 1));
  });
}
