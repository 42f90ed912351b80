import type { FunctionBuilder } from '../../wasm/FunctionBuilder.ts';
import type { EmitOptions } from '../Kernel.ts';
import type { Axis } from './Axis.ts';
import { emitCells, type Target } from './Cell.ts';
import { columnPanels } from './columnPanels.ts';
import { emitMultiplyAdd } from './emitMultiplyAdd.ts';
import { emitTranspose } from './emitTranspose.ts';
import { type Place, pointTo } from './Place.ts';
import { walk } from './walk.ts';

/** C = A·Bᵀ of few rows: each number of C is the dot product of a row of A and a row of B. */
export interface Dots extends Target {
  /** One axis at most, of one to three rows. */
  readonly rows: readonly Axis[];
  /** How many rows B has. */
  readonly columns: number;
  /** How many numbers a row of A and of B has: at least four, one behind the other. */
  readonly length: number;
  readonly a: Place;
  readonly b: Place;
}

/** All bits of the last lanes. */
function lastLanes(count: number): number[] {
  return Array.from({ length: 16 }, (_, byte) => (byte < 16 - 4 * count ? 0 : 0xff));
}

/** Writes the code of dot products: four sums beside each other, which are added at the end. */
export function emitDots(f: FunctionBuilder, dots: Dots, options: EmitOptions): void {
  const { columns, length, a, b } = dots;
  const {
    count,
    bytes: [, rowOfC = 0],
  } = dots.rows.at(-1) ?? { count: 1, bytes: [] };
  const rowBytes = 4 * length;
  const rest = length % 4;
  const [panelB, c] = [f.local('i32'), f.local('i32')];
  const [atA, atB] = [f.local('i32'), f.local('i32')];
  const [factor, mask] = [f.local('v128'), f.local('v128')];
  const lines = Array.from({ length: count }, (_, line) => ({
    row: rowOfC * line,
    offset: a.base + line * rowBytes,
    values: f.local('v128'),
    sums: [f.local('v128'), f.local('v128'), f.local('v128'), f.local('v128')] as const,
  }));
  if (rest > 0) f.v128(lastLanes(rest)).set(mask);

  const addProducts = (masked: boolean) => {
    const load = (offset: number) => {
      f.load('v128.load', offset);
      if (masked) f.get(mask).op('v128.and');
    };
    for (const { offset, values } of lines) {
      f.get(atA);
      load(offset);
      f.set(values);
    }
    for (let lane = 0; lane < Math.min(4, columns); lane++) {
      f.get(atB);
      load(b.base + lane * rowBytes);
      f.set(factor);
      for (const { values, sums } of lines) emitMultiplyAdd(f, factor, values, sums[lane] ?? factor, options);
    }
  };
  for (const panel of columnPanels(columns, 1)) {
    pointTo(f, c, dots.c, 4 * panel.column);
    pointTo(f, panelB, b, panel.column * rowBytes);
    walk(f, { count: panel.count, bytes: [4 * rowBytes, 16] }, [panelB, c], () => {
      for (const sum of lines.flatMap(({ sums }) => sums)) f.constant(0).set(sum);
      pointTo(f, atA, a);
      f.get(panelB).set(atB);
      walk(f, { count: (length - rest) / 4, bytes: [16, 16] }, [atA, atB], () => addProducts(false));
      if (rest > 0) {
        // The last four numbers, without those that are added already.
        for (const at of [atA, atB])
          f.get(at)
            .i32(4 * rest - 16)
            .op('i32.add')
            .set(at);
        addProducts(true);
      }
      const cells = lines.flatMap(({ row, sums }) => {
        emitTranspose(f, sums);
        const [sum, ...others] = sums;
        f.get(sum);
        for (const other of others) f.get(other).op('f32x4.add');
        f.set(sum);
        return panel.vectors.map((vector) => ({ sum, vector, row }));
      });
      emitCells(f, cells, dots, c);
    });
  }
  f.release(panelB, c, atA, atB, factor, mask);
  f.release(...lines.flatMap(({ values, sums }) => [values, ...sums]));
}
