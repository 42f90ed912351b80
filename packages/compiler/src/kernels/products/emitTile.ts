import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { EmitOptions } from '../Kernel.ts';
import type { Axis } from './Axis.ts';
import { emitCells } from './Cell.ts';
import type { ColumnPanels } from './columnPanels.ts';
import { emitMultiplyAdd } from './emitMultiplyAdd.ts';
import type { Product } from './Product.ts';
import { walkAxes } from './walk.ts';

/** Some neighbouring rows of a panel of columns. */
export interface Tile {
  readonly panel: ColumnPanels;
  readonly height: number;
  /** Bytes between its rows in A and in C. */
  readonly rowOfA: number;
  readonly rowOfC: number;
  /** What is summed over, with the bytes between numbers of A and rows of B. */
  readonly sum: readonly Axis[];
  /** Where its rows of A, its columns of B and its numbers of C begin. */
  readonly a: Local;
  readonly b: Local;
  readonly c: Local;
}

/**
 * Writes the code that computes a tile. One number of the sum a turn: V8 before version 13 lifts all loads of
 * a longer turn to its start, which takes more registers than there are.
 */
export function emitTile(
  f: FunctionBuilder,
  product: Product,
  { panel, height, rowOfA, rowOfC, sum, a, b, c }: Tile,
  options: EmitOptions,
): void {
  const packed = product.b.rowBytes === 'packed';
  const factors = panel.vectors.map((vector, place) => ({
    vector,
    offset: product.b.base + (packed ? 16 * place : 4 * vector.column),
    values: f.local('v128'),
  }));
  const lines = Array.from({ length: height }, (_, line) =>
    factors.map((factor) => ({ ...factor, row: line * rowOfC, sum: f.local('v128') })),
  );
  const cells = lines.flat();
  for (const { sum } of cells) f.constant(0).set(sum);

  const [atA, atB, factor] = [f.local('i32'), f.local('i32'), f.local('v128')];
  f.get(a).set(atA).get(b).set(atB);
  walkAxes(f, sum, [atA, atB], () => {
    for (const { offset, values } of factors) f.get(atB).load('v128.load', offset).set(values);
    lines.forEach((cells, line) => {
      const place = product.a.base + line * rowOfA;
      if (!product.channelwise) f.get(atA).load('v128.load32_splat', place).set(factor);
      for (const { vector, values, sum } of cells) {
        if (product.channelwise)
          f.get(atA)
            .load('v128.load', place + 4 * vector.column)
            .set(factor);
        emitMultiplyAdd(f, factor, values, sum, options);
      }
    });
  });
  emitCells(f, cells, product, c);
  f.release(atA, atB, factor, ...factors.map(({ values }) => values), ...cells.map((cell) => cell.sum));
}
