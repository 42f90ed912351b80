import * as tf from '@tensorflow/tfjs-core';

import { type KernelParameters, kernelInput, replaceKernel } from './patchKernel.ts';

// On cpu tfjs computes the place of each element anew from its indices, for which it makes arrays: a slice of 100,000 numbers takes
// 70 ms. These kernels step from place to place, and give the same bits.

type Numbers = Float32Array | Int32Array;

/** Where an array holds the elements of a shape: the first, and how far it is from each to the next along each axis. */
interface Layout {
  readonly start: number;
  readonly strides: readonly number[];
}

/** The layout of a whole array of a shape, from the element at these indices on. */
function layoutOf(shape: readonly number[], indices: readonly number[] = []): Layout {
  const strides = tf.util.computeStrides([...shape, 1]);
  return { start: indices.reduce((sum, index, axis) => sum + index * (strides[axis] ?? 0), 0), strides };
}

/** Copies the elements of a shape from one array to another. */
function copy(given: readonly number[], from: Numbers, source: Layout, to: Numbers, target: Layout): void {
  // Along an axis of one element there are no steps.
  const isWalked = (_: number, axis: number) => given[axis] !== 1;
  const shape = given.filter(isWalked);
  const [steps, targetSteps] = [source.strides.filter(isWalked), target.strides.filter(isWalked)];
  const rows = shape.slice(0, -1);
  const indices = rows.map(() => 0);
  const [length, step, targetStep] = [shape.at(-1) ?? 1, steps.at(-1) ?? 1, targetSteps.at(-1) ?? 1];
  let [read, write] = [source.start, target.start];
  for (let left = tf.util.sizeFromShape(rows); left > 0; left--) {
    for (let index = 0; index < length; index++) {
      to[write + index * targetStep] = from[read + index * step] ?? Number.NaN;
    }
    for (let axis = rows.length - 1; axis >= 0; axis--) {
      const size = rows[axis] ?? 1;
      const next = ((indices[axis] ?? 0) + 1) % size;
      indices[axis] = next;
      read += (steps[axis] ?? 0) * (next > 0 ? 1 : 1 - size);
      write += (targetSteps[axis] ?? 0) * (next > 0 ? 1 : 1 - size);
      if (next > 0) break;
    }
  }
}

/** The numbers of a tensor; nothing for truth values, strings and complex numbers. */
function numbersOf({ dataId, dtype }: tf.TensorInfo): Numbers | undefined {
  if (dtype !== 'float32' && dtype !== 'int32') return undefined;
  const values = tf.findBackend('cpu').readSync(dataId);
  return values instanceof Float32Array || values instanceof Int32Array ? values : undefined;
}

function numbersLike({ dtype }: tf.TensorInfo, shape: readonly number[]): Numbers {
  const size = tf.util.sizeFromShape([...shape]);
  return dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
}

function tensorOf(values: tf.TypedArray, shape: number[], dtype: tf.DataType): tf.TensorInfo {
  return { dataId: tf.findBackend('cpu').write(values, shape, dtype), shape, dtype };
}

/** Where a kernel of numbers copies its input to. */
interface Placement {
  readonly shape: readonly number[];
  readonly source: Layout;
  readonly target: Layout;
  readonly outputShape: number[];
  /** What stands where nothing is copied to. */
  readonly filler?: number;
}

/** A kernel that moves numbers; where it says of none how, and for what are not numbers, tfjs's own computes. */
function replaceCopies(
  kernelName: string,
  placementOf: (x: tf.TensorInfo, attributes: tf.NamedAttrMap) => Placement | undefined,
): void {
  replaceKernel('cpu', kernelName, (own) => (call) => {
    const x = kernelInput(call, 'x');
    const numbers = numbersOf(x);
    const placement = numbers && placementOf(x, call.attrs ?? {});
    if (!placement) return own(call);
    const { shape, source, target, outputShape, filler = 0 } = placement;
    const output = numbersLike(x, outputShape);
    if (filler !== 0) output.fill(filler);
    copy(shape, numbers, source, output, target);
    return tensorOf(output, outputShape, x.dtype);
  });
}

/** An attribute of whole numbers, those of nested lists one after the other. */
function wholeNumbers(attributes: tf.NamedAttrMap, name: string): number[] {
  return [attributes[name]].flat(2).map(Number);
}

function replaceSlice(): void {
  replaceCopies('Slice', (x, attributes) => {
    const { size: asked } = attributes;
    const sizes = asked === undefined ? undefined : wholeNumbers(attributes, 'size');
    const [begin = [], size = []] = tf.slice_util.parseSliceParams(
      x,
      wholeNumbers(attributes, 'begin'),
      sizes,
    );
    tf.slice_util.assertParamsValid(x, begin, size);
    // Neighbours are not copied at all: the slice is a view of them.
    if (tf.slice_util.isSliceContinous(x.shape, begin, size)) return undefined;
    return { shape: size, source: layoutOf(x.shape, begin), target: layoutOf(size), outputShape: size };
  });
}

/** Cuts a tensor along an axis into pieces of these lengths. */
function pieces({ backend }: KernelParameters, x: tf.TensorInfo, axis: number, lengths: readonly number[]) {
  const slice = tf.getKernel('Slice', 'cpu').kernelFunc;
  let start = 0;
  return lengths.flatMap((length) => {
    const begin = x.shape.map((_, place) => (place === axis ? start : 0));
    const size = x.shape.map((full, place) => (place === axis ? length : full));
    start += length;
    return slice({ inputs: { x }, backend, attrs: { begin, size } });
  });
}

/** The gradient of a concatenation is a split, that of a stack an unpacking. */
function replaceSplits(): void {
  replaceKernel('cpu', 'SplitV', () => (call) => {
    const x = kernelInput(call, 'x');
    const [axis = 0] = tf.util.parseAxisParam(wholeNumbers(call.attrs ?? {}, 'axis'), x.shape);
    const [given = 1, ...others] = wholeNumbers(call.attrs ?? {}, 'numOrSizeSplits');
    const isCount = !Array.isArray(call.attrs?.numOrSizeSplits);
    const lengths = tf.backend_util.prepareSplitSize(x, isCount ? given : [given, ...others], axis);
    return pieces(call, x, axis, lengths);
  });
  replaceKernel('cpu', 'Unpack', () => (call) => {
    const value = kernelInput(call, 'value');
    const [axis = 0] = tf.util.parseAxisParam(wholeNumbers(call.attrs ?? {}, 'axis'), value.shape);
    const shape = value.shape.toSpliced(axis, 1);
    return pieces(call, value, axis, Array<number>(value.shape[axis] ?? 0).fill(1)).map((piece) => ({
      ...piece,
      shape,
    }));
  });
}

function replacePad(): void {
  replaceCopies('PadV2', (x, attributes) => {
    const paddings = wholeNumbers(attributes, 'paddings');
    const before = x.shape.map((_, axis) => paddings[2 * axis] ?? 0);
    const outputShape = x.shape.map(
      (size, axis) => size + (before[axis] ?? 0) + (paddings[2 * axis + 1] ?? 0),
    );
    const [source, target] = [layoutOf(x.shape), layoutOf(outputShape, before)];
    return { shape: x.shape, source, target, outputShape, filler: Number(attributes.constantValue) };
  });
}

function replaceTranspose(): void {
  replaceCopies('Transpose', (x, attributes) => {
    const permutation = wholeNumbers(attributes, 'perm');
    const { start, strides } = layoutOf(x.shape);
    const outputShape = permutation.map((axis) => x.shape[axis] ?? 1);
    const source = { start, strides: permutation.map((axis) => strides[axis] ?? 1) };
    return { shape: outputShape, source, target: layoutOf(outputShape), outputShape };
  });
}

function replaceTile(): void {
  replaceCopies('Tile', (x, attributes) => {
    const repetitions = wholeNumbers(attributes, 'reps');
    const { start, strides } = layoutOf(x.shape);
    // Each axis as two: that of the repetitions, along which the place stays, and its own.
    const shape = x.shape.flatMap((size, axis) => [repetitions[axis] ?? 1, size]);
    const source = { start, strides: strides.flatMap((step) => [0, step]) };
    const outputShape = x.shape.map((size, axis) => size * (repetitions[axis] ?? 1));
    return { shape, source, target: layoutOf(shape), outputShape };
  });
}

/** A tensor that stands for one of a larger shape, repeated to it; itself where it has nothing to repeat. */
function repeated(x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  if (tf.backend_util.getBroadcastDims(x.shape, shape).length === 0) return x;
  const numbers = numbersOf(x);
  if (!numbers) return x;
  const output = numbersLike(x, shape);
  const { start, strides } = layoutOf(x.shape);
  const missing = shape.length - x.shape.length;
  const steps = shape.map((_, axis) => (x.shape[axis - missing] === 1 ? 0 : (strides[axis - missing] ?? 0)));
  copy(shape, numbers, { start, strides: steps }, output, layoutOf(shape));
  return tensorOf(output, shape, x.dtype);
}

/** Has a kernel of two inputs compute with those of one shape, which it does quickly. */
function replaceBinary(kernelName: string): void {
  replaceKernel('cpu', kernelName, (own) => (call) => {
    const [a, b] = [kernelInput(call, 'a'), kernelInput(call, 'b')];
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const inputs = { a: repeated(a, shape), b: repeated(b, shape) };
    const output = own({ ...call, inputs });
    if (inputs.a !== a) tf.findBackend('cpu').disposeData(inputs.a.dataId);
    if (inputs.b !== b) tf.findBackend('cpu').disposeData(inputs.b.dataId);
    return output;
  });
}

const BINARY = [
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference', 'Pow'],
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
];

let installed = false;

/**
 * Replaces the kernels of the cpu backend that spend more time on indices than on numbers, by some that give the same bits. Does
 * nothing the second time.
 *
 * @example
 * ```ts
 * installFastCpuKernels();
 * tf.slice(tf.ones([1000, 100]), [0, 1], [1000, 98]); // in 1 ms instead of 70
 * ```
 */
export function installFastCpuKernels(): void {
  if (installed) return;
  installed = true;
  replaceSlice();
  replaceSplits();
  replacePad();
  replaceTranspose();
  replaceTile();
  for (const kernelName of BINARY) replaceBinary(kernelName);
}
