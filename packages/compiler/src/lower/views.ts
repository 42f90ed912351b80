import type { Graph } from '../graph/Graph.ts';
import { sliced, strided, transposed, type View } from '../graph/View.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';

const reshape: Lowering = (graph, call) => [graph.reshape(call.input(), call.output.shape)];

const fill =
  (number: number): Lowering =>
  (graph, call) => [graph.uniform(number, call.output)];

function axisRange(view: View, axis: number, begin: number, size: number): View {
  const begins = view.shape.map((_, index) => (index === axis ? begin : 0));
  const sizes = view.shape.map((whole, index) => (index === axis ? size : whole));
  return sliced(view, begins, sizes);
}

function split(_: Graph, call: LoweredCall): View[] {
  const x = call.input();
  const [axis = 0] = call.axes('axis', x.shape.length);
  let begin = 0;
  return call.outputs.map(({ shape }) => {
    const size = shape[axis] ?? 0;
    const part = axisRange(x, axis, begin, size);
    begin += size;
    return part;
  });
}

function unpack(graph: Graph, call: LoweredCall): View[] {
  const x = call.input();
  const [axis = 0] = call.axes('axis', x.shape.length);
  return call.outputs.map(({ shape }, index) => graph.reshape(axisRange(x, axis, index, 1), shape));
}

function slice(_: Graph, call: LoweredCall): View[] {
  return [sliced(call.input(), call.numbers('begin') ?? [], call.output.shape)];
}

function stridedSlice(graph: Graph, call: LoweredCall): View[] {
  const masks = ['beginMask', 'endMask', 'ellipsisMask', 'newAxisMask', 'shrinkAxisMask'];
  const begin = call.numbers('begin') ?? [];
  const steps = call.numbers('strides') ?? [];
  const x = call.input();
  const isPlain =
    masks.every((mask) => call.number(mask, 0) === 0) &&
    steps.every((step) => step > 0) &&
    begin.every((first) => first >= 0) &&
    begin.length === x.shape.length;
  if (!isPlain) throw new UnsupportedError('StridedSlice with masks or steps backwards has no code');
  const part = sliced(x, begin, x.shape);
  return [graph.reshape(strided(part, steps, call.output.shape), call.output.shape)];
}

/** Repeats by a stride of 0 along an axis of its own before each repeated axis. */
function tile(graph: Graph, call: LoweredCall): View[] {
  const { shape, strides, value, offset } = call.input();
  const repeats = call.numbers('reps') ?? [];
  const view = {
    value,
    offset,
    shape: shape.flatMap((size, axis) => [repeats[axis] ?? 1, size]),
    strides: strides.flatMap((stride) => [0, stride]),
  };
  return [graph.reshape(view, call.output.shape)];
}

const transpose: Lowering = (_, call) => [
  transposed(call.input(), call.axes('perm', call.input().shape.length)),
];

/** Kernels that look at the same numbers in another way, or whose numbers are known. */
export const VIEWS: Readonly<Record<string, Lowering>> = {
  Identity: reshape,
  Reshape: reshape,
  ExpandDims: reshape,
  Squeeze: reshape,
  StopGradient: reshape,
  ZerosLike: fill(0),
  OnesLike: fill(1),
  Transpose: transpose,
  Slice: slice,
  StridedSlice: stridedSlice,
  SplitV: split,
  Unpack: unpack,
  Tile: tile,
};

/** The last two axes in the other order. */
export function swapped(view: View): View {
  const order = view.shape.map((_, axis) => axis);
  const last = order.length - 1;
  return transposed(view, [...order.slice(0, -2), last, last - 1]);
}
