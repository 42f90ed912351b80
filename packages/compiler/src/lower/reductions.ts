import { startOf } from '../emit/Reducer.ts';
import type { Graph } from '../graph/Graph.ts';
import type { Reduction } from '../graph/Value.ts';
import type { View } from '../graph/View.ts';
import { elements } from './elements.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';

/** The shape with reduced axes of size 1, by which a reduction meets its operand again. */
function kept(shape: readonly number[], axes: readonly number[]): number[] {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** Without the axes. Of nothing, it is what changes nothing. */
function reducedAway(graph: Graph, name: Reduction, operand: View, axes: readonly number[]): View {
  const shape = operand.shape.filter((_, axis) => !axes.includes(axis));
  const { dtype } = operand.value;
  if (operand.shape.includes(0)) return graph.uniform(startOf(name, dtype), { shape, dtype });
  return graph.reduction(name, operand, axes);
}

function reduced(graph: Graph, name: Reduction, operand: View, axes: readonly number[]): View {
  return graph.reshape(reducedAway(graph, name, operand, axes), kept(operand.shape, axes));
}

const reduction =
  (name: Reduction): Lowering =>
  (graph, call) => {
    const x = call.input();
    const axes = call.axes(name === 'max' ? 'reductionIndices' : 'axis', x.shape.length);
    return [graph.reshape(reducedAway(graph, name, x, axes), call.output.shape)];
  };

function mean(graph: Graph, call: LoweredCall): View[] {
  const given = call.input();
  const x = given.value.dtype === 'int32' ? elements(graph, 'IntegerToFloat', [given], 'float32') : given;
  const axes = call.axes('axis', x.shape.length);
  const count = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1);
  const sum = graph.reshape(reducedAway(graph, 'sum', x, axes), call.output.shape);
  return [elements(graph, 'RealDiv', [sum, graph.uniform(count, call.output)], 'float32')];
}

/** e^(x − max) and its sum, along one axis. */
function exponentials(graph: Graph, x: View, axis: number) {
  const shifted = elements(graph, 'Sub', [x, reduced(graph, 'max', x, [axis])], 'float32');
  const powers = elements(graph, 'Exp', [shifted], 'float32');
  return { shifted, powers, sum: reduced(graph, 'sum', powers, [axis]) };
}

function softmax(graph: Graph, call: LoweredCall): View[] {
  const x = call.input();
  const [axis = 0] = call.axes('dim', x.shape.length);
  const { powers, sum } = exponentials(graph, x, axis);
  return [elements(graph, 'RealDiv', [powers, sum], 'float32')];
}

function logSoftmax(graph: Graph, call: LoweredCall): View[] {
  const x = call.input();
  const [axis = 0] = call.axes('axis', x.shape.length);
  const { shifted, sum } = exponentials(graph, x, axis);
  return [elements(graph, 'Sub', [shifted, elements(graph, 'Log', [sum], 'float32')], 'float32')];
}

/** Kernels that make one number of many. Of nothing, a maximum is −∞ and a sum 0. */
export const REDUCTIONS: Readonly<Record<string, Lowering>> = {
  Sum: reduction('sum'),
  Prod: reduction('product'),
  Max: reduction('max'),
  Min: reduction('min'),
  Any: reduction('any'),
  All: reduction('all'),
  Mean: mean,
  Softmax: softmax,
  LogSoftmax: logSoftmax,
};
