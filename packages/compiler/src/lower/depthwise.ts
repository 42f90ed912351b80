import type { Graph } from '../graph/Graph.ts';
import type { View } from '../graph/View.ts';
import { type TensorShape, UnsupportedError } from '../kernels/Kernel.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';
import { finished, ownKernel } from './products.ts';

const lastOf = (shape: readonly number[]) => shape.at(-1) ?? 1;
const withLast = (shape: readonly number[], ...last: number[]) => [...shape.slice(0, -1), ...last];

/** Each channel as often as it has filters. */
function repeated(graph: Graph, { value, shape, strides, offset }: View, times: number): View {
  const channels = lastOf(shape);
  const view = { value, offset, shape: [...shape, times], strides: [...strides, 0] };
  return graph.reshape(view, withLast(shape, channels * times));
}

/** A filter of one channel each: [height, width, channels · filters, 1]. */
const apart = (graph: Graph, filter: View): View => {
  const [height = 1, width = 1, channels = 1, filters = 1] = filter.shape;
  return graph.reshape(filter, [height, width, channels * filters, 1]);
};

function only(views: readonly View[]): View {
  const [view] = views;
  if (view) return view;
  throw new UnsupportedError('a depthwise convolution that gives nothing');
}

function filtersOf(call: LoweredCall): number {
  const shape = call.numbers('filterShape') ?? call.input('filter').shape;
  return shape[3] ?? 1;
}

const kernel = (
  graph: Graph,
  call: LoweredCall,
  operands: readonly View[],
  output: TensorShape,
  attributes = {},
) => only(ownKernel(graph, call, operands, { ...call.attributes, ...attributes }, call.name, [output]));

/** A depthwise convolution of several filters a channel is one of as many channels, with a filter each. */
function convolved(graph: Graph, call: LoweredCall): View {
  const operands = [repeated(graph, call.input('x'), filtersOf(call)), apart(graph, call.input('filter'))];
  return only(ownKernel(graph, call, operands, call.attributes, 'DepthwiseConv2dNative'));
}

const backpropInput: Lowering = (graph, call) => {
  const filters = filtersOf(call);
  const { shape, dtype } = call.output;
  const channels = lastOf(shape);
  const inputShape = withLast(shape, channels * filters);
  const operands = [call.input('dy'), apart(graph, call.input('filter'))];
  const slopes = kernel(graph, call, operands, { shape: inputShape, dtype }, { inputShape });
  const byFilter = graph.reshape(slopes, withLast(shape, channels, filters));
  return [graph.reshape(graph.reduction('sum', byFilter, [shape.length]), shape)];
};

const backpropFilter: Lowering = (graph, call) => {
  const filters = filtersOf(call);
  const { shape, dtype } = call.output;
  const [height = 1, width = 1, channels = 1] = shape;
  const filterShape = [height, width, channels * filters, 1];
  const operands = [repeated(graph, call.input('x'), filters), call.input('dy')];
  const slopes = kernel(graph, call, operands, { shape: filterShape, dtype }, { filterShape });
  return [graph.reshape(slopes, shape)];
};

export const DEPTHWISE: Readonly<Record<string, Lowering>> = {
  DepthwiseConv2dNative: (graph, call) => [convolved(graph, call)],
  FusedDepthwiseConv2D: (graph, call) => finished(graph, call, convolved(graph, call)),
  DepthwiseConv2dNativeBackpropInput: backpropInput,
  DepthwiseConv2dNativeBackpropFilter: backpropFilter,
};
