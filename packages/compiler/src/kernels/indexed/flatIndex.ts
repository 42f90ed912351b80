import { denseStrides, sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';

/** How rows of numbers along the first axes of a tensor name its slices. */
export interface FlatIndex {
  readonly rows: number;
  /** Numbers in a row. */
  readonly depth: number;
  /** The axes that the numbers in a row stand for, and what each of them counts, in slices. */
  readonly axes: readonly { readonly count: number; readonly stride: number }[];
  /** How many slices there are, and their size. */
  readonly count: number;
  readonly size: number;
}

export function flatIndexOf(shape: readonly number[], indices: readonly number[]): FlatIndex {
  const depth = indices.at(-1) ?? 1;
  const leading = shape.slice(0, depth);
  return {
    rows: sizeOf(indices.slice(0, -1)),
    depth,
    axes: denseStrides(leading).map((stride, axis) => ({ stride, count: leading[axis] ?? 0 })),
    count: sizeOf(leading),
    size: sizeOf(shape.slice(depth)),
  };
}

/** Leaves the number of the slice on the stack that the row at `index` names, or −1 where it names none. */
export function emitFlatIndex(f: FunctionBuilder, index: Local, { axes }: FlatIndex): void {
  const numberAt = (place: number) => f.get(index).load('i32.load', 4 * place);
  f.i32(0);
  axes.forEach(({ stride }, place) => void numberAt(place).i32(stride).op('i32.mul', 'i32.add'));
  f.i32(0).i32(0);
  axes.forEach(({ count }, place) => void numberAt(place).i32(count).op('i32.ge_u', 'i32.or'));
  f.op('i32.sub', 'i32.or');
}
