import { inHalves } from '../inHalves.ts';
import type { KernelPlan, PlanKernel } from '../Kernel.ts';
import { countOf } from './Axis.ts';
import { emitDots } from './emitDots.ts';
import { emitProduct } from './emitProduct.ts';
import { halved, type MatMul, matMulOf } from './MatMul.ts';
import { isWorthPacking, packColumns, packedBytes } from './packColumns.ts';
import { walkAxes } from './walk.ts';

/** Whether a product of few rows is a matter of numbers that lie one behind the other in both matrices. */
function areDots({ rows, length, left, right }: MatMul): boolean {
  const rowBytes = 4 * length;
  const { count, bytes } = rows.at(-1) ?? { count: 1, bytes: [rowBytes] };
  const isSmall = rows.length < 2 && count < 4 && length >= 4;
  return (
    isSmall && left.inner === 4 && bytes[0] === rowBytes && right.inner === 4 && right.outer === rowBytes
  );
}

function planMatMul(product: MatMul): KernelPlan {
  const { matrices, rows, columns, length, left, right } = product;
  const isDots = areDots(product);
  const isPacked = !isDots && (right.outer !== 4 || columns < 4 || isWorthPacking(rows, columns));
  const matrix = {
    rows,
    columns,
    sum: [{ count: length, bytes: [right.inner] }],
    columnBytes: right.outer,
  };
  return {
    scratchBytes: isPacked ? packedBytes(matrix) : 0,
    emit(f, { inputs, outputs: [to = 0], scratch }, options) {
      const pointers = [f.local('i32'), f.local('i32'), f.local('i32')] as const;
      for (const pointer of pointers) f.i32(0).set(pointer);
      const a = { base: (inputs[left.input] ?? 0) + left.from, pointer: pointers[0] };
      const b = { base: (inputs[right.input] ?? 0) + right.from, pointer: pointers[1] };
      const c = { base: to + product.to, pointer: pointers[2] };
      const packed = { base: scratch, rowBytes: 'packed' } as const;
      walkAxes(f, matrices, pointers, () => {
        if (isDots) {
          emitDots(f, { rows, columns, length, a, b, c }, options);
          return;
        }
        if (isPacked) packColumns(f, matrix, b, packed);
        const sum = [{ count: length, bytes: [left.inner] }];
        const factor = isPacked ? packed : { ...b, rowBytes: right.inner };
        emitProduct(f, { rows, columns, sum, a, b: factor, c }, options);
      });
      f.release(...pointers);
    },
  };
}

/** `BatchMatMul`: the products of two batches of matrices, either of which may be repeated for the other. */
export const batchMatMul: PlanKernel = (call) => {
  const product = matMulOf(call);
  const { matrices, rows, columns, length } = product;
  const [first, second] = halved(product) ?? [];
  const halves = first && second ? ([planMatMul(first), planMatMul(second)] as const) : undefined;
  return inHalves(planMatMul(product), countOf([...matrices, ...rows]) * columns * length, halves);
};
