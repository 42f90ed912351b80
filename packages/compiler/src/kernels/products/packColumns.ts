import type { FunctionBuilder } from '../../wasm/FunctionBuilder.ts';
import { type Axis, countOf, mergedAxes, withDense } from './Axis.ts';
import { productPanels } from './columnPanels.ts';
import { emitTranspose } from './emitTranspose.ts';
import { type Place, pointTo } from './Place.ts';
import { walk, walkAxes } from './walk.ts';

/** What a product reads as B. */
export interface Columns {
  /** The rows of the product, on which the panels depend. */
  readonly rows: readonly Axis[];
  readonly columns: number;
  /** B's rows, with the bytes between them. */
  readonly sum: readonly Axis[];
  /** Bytes between two columns. */
  readonly columnBytes: number;
}

/** Rows that lie a high power of two apart take each other's place in the cache, unless they are packed. */
export function isWorthPacking(rows: readonly Axis[], columns: number): boolean {
  const count = countOf(rows);
  return columns > 8 && (count >= 256 || (count >= 64 && columns % 256 === 0));
}

/** How many bytes {@link packColumns} writes. */
export function packedBytes({ rows, columns, sum }: Omit<Columns, 'columnBytes'>): number {
  const panels = productPanels(rows, columns);
  const vectors = panels.reduce((total, panel) => total + panel.count * panel.vectors.length, 0);
  return 16 * vectors * countOf(sum);
}

/**
 * Copies B so that what a tile reads of it is one stretch of memory: panel by panel, and in it row by row.
 * Behind the last column, where there are fewer than four, stand zeros.
 */
export function packColumns(
  f: FunctionBuilder,
  { rows, columns, sum, columnBytes }: Columns,
  from: Place,
  to: Place,
): void {
  const axes = mergedAxes(sum);
  const {
    count,
    bytes: [rowBytes = 0],
  } = axes.pop() ?? { count: 1, bytes: [] };
  const [panelFrom, panelTo] = [f.local('i32'), f.local('i32')];
  const [outerFrom, outerTo] = [f.local('i32'), f.local('i32')];
  const [rowFrom, rowTo] = [f.local('i32'), f.local('i32')];
  const block = [f.local('v128'), f.local('v128'), f.local('v128'), f.local('v128')] as const;

  /** Copies four neighbouring columns of a row. */
  const copyNumbers = (column: number, target: number) => {
    if (columnBytes === 4 && columns >= 4) {
      f.get(rowTo)
        .get(rowFrom)
        .load('v128.load', from.base + 4 * column)
        .store('v128.store', to.base + target);
      return;
    }
    for (let lane = 0; lane < 4; lane++) {
      f.get(rowTo);
      if (lane < columns) f.get(rowFrom).load('f32.load', from.base + (column + lane) * columnBytes);
      else f.f32(0);
      f.store('f32.store', to.base + target + 4 * lane);
    }
  };
  /** The same for four rows, the numbers of a column being neighbours. */
  const copyBlock = (column: number, target: number, width: number) => {
    block.forEach((row, lane) => {
      if (lane < columns) f.get(rowFrom).load('v128.load', from.base + (column + lane) * columnBytes);
      else f.constant(0);
      f.set(row);
    });
    emitTranspose(f, block);
    block.forEach((row, line) => {
      f.get(rowTo)
        .get(row)
        .store('v128.store', to.base + target + line * width);
    });
  };

  pointTo(f, panelTo, to);
  for (const panel of productPanels(rows, columns)) {
    const width = 16 * panel.vectors.length;
    const blocks = rowBytes === 4 && columnBytes !== 4 ? Math.floor(count / 4) : 0;
    pointTo(f, panelFrom, from, panel.column * columnBytes);
    const bytes = [4 * panel.vectors.length * columnBytes, width * countOf(sum)];
    walk(f, { count: panel.count, bytes }, [panelFrom, panelTo], () => {
      f.get(panelFrom).set(outerFrom).get(panelTo).set(outerTo);
      walkAxes(f, withDense(axes, width * count), [outerFrom, outerTo], () => {
        f.get(outerFrom).set(rowFrom).get(outerTo).set(rowTo);
        walk(f, { count: blocks, bytes: [16, 4 * width] }, [rowFrom, rowTo], () => {
          for (const [index, { column }] of panel.vectors.entries()) copyBlock(column, 16 * index, width);
        });
        walk(f, { count: count - 4 * blocks, bytes: [rowBytes, width] }, [rowFrom, rowTo], () => {
          for (const [index, { column }] of panel.vectors.entries()) copyNumbers(column, 16 * index);
        });
      });
    });
  }
  f.release(panelFrom, panelTo, outerFrom, outerTo, rowFrom, rowTo, ...block);
}
