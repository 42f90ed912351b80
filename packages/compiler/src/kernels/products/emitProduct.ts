import type { FunctionBuilder } from '../../wasm/FunctionBuilder.ts';
import type { EmitOptions } from '../Kernel.ts';
import { countOf, mergedAxes, withDense } from './Axis.ts';
import { productPanels } from './columnPanels.ts';
import { emitTile } from './emitTile.ts';
import { pointTo } from './Place.ts';
import type { Product } from './Product.ts';
import { rowStrips } from './rowStrips.ts';
import { walk, walkAxes } from './walk.ts';

/** How many rows of a panel are computed at a time, so that their sums stay in registers. */
function tileHeight(vectors: number): number {
  if (vectors === 1) return 6;
  if (vectors === 2) return 4;
  return vectors === 3 ? 3 : 2;
}

/**
 * Writes the code of a product. Panels of columns are outside, so that one of B stays in the cache while all
 * rows pass; a sum is in order of its numbers, so that bits don't depend on how the product is cut.
 */
export function emitProduct(f: FunctionBuilder, product: Product, options: EmitOptions): void {
  const depth = countOf(product.sum);
  const outerRows = mergedAxes(product.rows);
  const {
    count,
    bytes: [rowOfA = 0, rowOfC = 0],
  } = outerRows.pop() ?? { count: 1, bytes: [] };
  const [panelA, panelB, panelC] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const [a, c, stripA, stripC] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  let packed = 0;
  for (const panel of productPanels(product.rows, product.columns)) {
    const width = 16 * panel.vectors.length;
    const { rowBytes } = product.b;
    const [start, panelBytes, rowOfB] =
      rowBytes === 'packed' ? [packed, width * depth, width] : [4 * panel.column, width, rowBytes];
    packed += panel.count * panelBytes;
    const sum = mergedAxes(withDense(product.sum, rowOfB));
    const strips = rowStrips(count, tileHeight(panel.vectors.length));
    pointTo(f, panelB, product.b, start);
    pointTo(f, panelC, product.c, 4 * panel.column);
    pointTo(f, panelA, product.a, product.channelwise ? 4 * panel.column : 0);
    const bytes = [panelBytes, width, product.channelwise ? width : 0];
    walk(f, { count: panel.count, bytes }, [panelB, panelC, panelA], () => {
      f.get(panelA).set(a).get(panelC).set(c);
      walkAxes(f, outerRows, [a, c], () => {
        f.get(a).set(stripA).get(c).set(stripC);
        for (const { count, height } of strips) {
          walk(f, { count, bytes: [height * rowOfA, height * rowOfC] }, [stripA, stripC], () =>
            emitTile(
              f,
              product,
              { panel, height, rowOfA, rowOfC, sum, a: stripA, b: panelB, c: stripC },
              options,
            ),
          );
        }
      });
    });
  }
  f.release(panelA, panelB, panelC, a, c, stripA, stripC);
}
