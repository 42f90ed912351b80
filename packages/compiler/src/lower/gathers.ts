import type { Graph } from '../graph/Graph.ts';
import { collapsed, isWhole, sizeOf, type View } from '../graph/View.ts';
import { elements } from './elements.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';
import { ownKernel } from './products.ts';

/** Functions that give NaN for NaN, which is what an index out of range gathers. */
const KEEPS_NAN: ReadonlySet<string> = new Set([
  'Add',
  'Sub',
  'Multiply',
  'RealDiv',
  'Exp',
  'Log',
  'Neg',
  'Sqrt',
  'Square',
]);

/** How many of the numbers are gathered at most for it to pay to compute those alone. */
const FEW = 1 / 8;

/** How far back a number is computed anew. */
const DEPTH = 3;

/** Numbers of a view by their places in order, where there is a simple way to find them. */
function gathered(
  graph: Graph,
  call: LoweredCall,
  view: View,
  places: View,
  depth: number,
): View | undefined {
  const { value, offset } = view;
  const { sizes, strides } = collapsed(view);
  if (strides.every((stride) => stride === 0)) return { ...view, shape: [], strides: [] };
  if (isWhole(view)) return gatherFlat(graph, call, view, places, depth - 1);
  const [rows = 0, columns = 0] = sizes;
  const isOfRows =
    sizes.length === 2 && strides[0] === 1 && strides[1] === 0 && offset === 0 && rows === value.size;
  if (!isOfRows) return undefined;
  const width = graph.uniform(columns, { shape: [], dtype: 'int32' });
  return gatherFlat(graph, call, view, elements(graph, 'FloorDiv', [places, width], 'int32'), depth - 1);
}

function gatherFlat(graph: Graph, call: LoweredCall, { value }: View, places: View, depth: number): View {
  const { origin, dtype, size } = value;
  const count = sizeOf(places.shape);
  if (origin.kind === 'elements' && depth > 0 && KEEPS_NAN.has(origin.name) && count <= FEW * size) {
    const operands = origin.operands.map((operand) => gathered(graph, call, operand, places, depth));
    const found = operands.filter((operand) => operand !== undefined);
    if (found.length === operands.length)
      return elements(graph, origin.name, found, dtype, origin.attributes);
  }
  const flat = { value, shape: [size], strides: [1], offset: 0 };
  const [result] = ownKernel(graph, call, [flat, graph.reshape(places, [count, 1])], {}, 'GatherNd', [
    { shape: [count], dtype },
  ]);
  return result ?? flat;
}

/** Of values that are computed element by element, those that are gathered are computed alone. */
const gatherNd: Lowering = (graph, call) => {
  const [params, indices] = [call.input('params'), call.input('indices')];
  const isFlat =
    params.shape.length === 1 &&
    indices.shape.at(-1) === 1 &&
    isWhole(params) &&
    params.value.dtype === 'float32';
  if (!isFlat) return ownKernel(graph, call, [params, indices], {});
  const places = graph.reshape(indices, [sizeOf(indices.shape)]);
  return [graph.reshape(gatherFlat(graph, call, params, places, DEPTH), call.output.shape)];
};

export const GATHERS: Readonly<Record<string, Lowering>> = { GatherNd: gatherNd };
