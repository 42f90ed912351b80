import { type KernelCall, UnsupportedError } from '../Kernel.ts';
import { type Axis, mergedAxes } from './Axis.ts';

/** A product of batches of matrices, whatever is transposed or repeated in it. All distances are in bytes. */
export interface MatMul {
  /** The products that have both matrices to themselves: between left and right ones, and their products. */
  readonly matrices: readonly Axis[];
  /** The rows of a product: between those of the left matrix and of the product. */
  readonly rows: readonly Axis[];
  readonly columns: number;
  /** How many numbers are summed over. */
  readonly length: number;
  readonly left: { readonly input: 0 | 1; readonly from: number; readonly inner: number };
  readonly right: {
    readonly input: 0 | 1;
    readonly from: number;
    readonly inner: number;
    /** Between two columns. */
    readonly outer: number;
  };
  /** Where the product begins. */
  readonly to: number;
}

/** A batch of matrices. */
interface Factor {
  readonly input: 0 | 1;
  readonly shape: readonly number[];
  /** How many of its rows, or columns, the product has, and how far these lie apart. */
  readonly count: number;
  readonly outer: number;
  /** How many numbers are summed over, and how far these lie apart. */
  readonly length: number;
  readonly inner: number;
}

function factorOf(call: KernelCall, input: 0 | 1): Factor {
  const { shape, dtype } = call.inputs[input] ?? {};
  if (!shape) throw new TypeError(`BatchMatMul: expected two inputs, got ${input}.`);
  if (dtype === 'int32') throw new UnsupportedError('BatchMatMul of integers');
  const [rows = 1, columns = 1] = shape.slice(-2);
  const transposed = call.attributes[input === 0 ? 'transposeA' : 'transposeB'] === true;
  const alongRow = { count: rows, outer: 4 * columns, length: columns, inner: 4 };
  const alongColumn = { count: columns, outer: 4, length: rows, inner: 4 * columns };
  return { input, shape, ...(transposed === (input === 0) ? alongColumn : alongRow) };
}

/** Bytes between two matrices along each axis of the product's batch: 0 where one is repeated. */
function batchBytes(shape: readonly number[], batch: readonly number[]): number[] {
  const missing = batch.length - (shape.length - 2);
  return batch.map((count, axis) => {
    if (axis < missing || shape[axis - missing] !== count) return 0;
    return shape.slice(axis - missing + 1).reduce((bytes, size) => bytes * size, 4);
  });
}

/** What a call of `BatchMatMul` asks for. */
export function matMulOf(call: KernelCall): MatMul {
  const [first, second] = [factorOf(call, 0), factorOf(call, 1)];
  // A column is a row of the transposed product, which takes many columns at a time.
  const [left, right] = second.count === 1 ? [second, first] : [first, second];
  const columns = right.count;
  const shape = call.outputs[0]?.shape ?? [];
  const batch = shape.slice(0, -2);
  const between = [left.shape, right.shape, shape].map((one) => batchBytes(one, batch));
  const matrices = mergedAxes(
    batch.map((count, axis) => ({ count, bytes: between.map((bytes) => bytes[axis] ?? 0) })),
  );
  // Left matrices that meet the same right one are one matrix with the rows of all.
  const apart = matrices.findLastIndex(({ bytes: [, ofRight] }) => ofRight !== 0) + 1;
  const rows = mergedAxes([
    ...matrices.slice(apart).map(({ count, bytes: [a = 0, , c = 0] }) => ({ count, bytes: [a, c] })),
    { count: left.count, bytes: [left.outer, 4 * columns] },
  ]);
  return {
    matrices: matrices.slice(0, apart),
    rows,
    columns,
    length: left.length,
    left: { input: left.input, from: 0, inner: left.inner },
    right: { input: right.input, from: 0, inner: right.inner, outer: right.outer },
    to: 0,
  };
}

/** The columns of a product from one to another. */
function columnsOf(product: MatMul, from: number, to: number): MatMul {
  const { right } = product;
  return {
    ...product,
    columns: to - from,
    right: { ...right, from: right.from + from * right.outer },
    to: product.to + 4 * from,
  };
}

/** As many places along an axis of matrices, or of rows, from one to another. */
function placesOf(product: MatMul, name: 'matrices' | 'rows', from: number, to: number): MatMul {
  const axes = product[name];
  const place = name === 'matrices' ? 0 : axes.length - 1;
  const bytes = axes[place]?.bytes ?? [];
  const [ofLeft = 0, ofRight = 0, ofProduct = 0] = name === 'matrices' ? bytes : [bytes[0], 0, bytes[1]];
  const { left, right } = product;
  return {
    ...product,
    [name]: axes.map((axis, index) => (index === place ? { ...axis, count: to - from } : axis)),
    left: { ...left, from: left.from + from * ofLeft },
    right: { ...right, from: right.from + from * ofRight },
    to: product.to + from * ofProduct,
  };
}

/** A product cut in two where the parts are about the same; undefined if it is too small everywhere. */
export function halved(product: MatMul): readonly [MatMul, MatMul] | undefined {
  const { matrices, rows, columns } = product;
  const [first] = matrices;
  const cut = (size: number, unit: number, part: (from: number, to: number) => MatMul) => {
    const middle = unit * Math.ceil(size / (2 * unit));
    return [part(0, middle), part(middle, size)] as const;
  };
  const atColumns = (from: number, to: number) => columnsOf(product, from, to);
  if (first && first.count >= 8) {
    return cut(first.count, 1, (from, to) => placesOf(product, 'matrices', from, to));
  }
  if (columns >= 64) return cut(columns, 8, atColumns);
  const rowsInARow = rows.at(-1)?.count ?? 1;
  if (rowsInARow >= 16) return cut(rowsInARow, 8, (from, to) => placesOf(product, 'rows', from, to));
  return columns >= 16 ? cut(columns, 8, atColumns) : undefined;
}
