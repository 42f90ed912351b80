import { commonShape, type Graph } from '../graph/Graph.ts';
import { broadcast, sizeOf, type View } from '../graph/View.ts';
import { type ElementType, UnsupportedError } from '../kernels/Kernel.ts';
import type { ElementFunction } from '../math/ElementFunction.ts';
import { INTEGER_FUNCTIONS } from '../math/integerFunctions.ts';
import { VECTOR_FUNCTIONS } from '../math/vectorFunctions.ts';
import { isNonPositive } from './isNonPositive.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';

type Attributes = Readonly<Record<string, unknown>>;

const isInteger = ({ value }: View) => value.dtype === 'int32';

function isUniform({ value: { origin } }: View, number: number): boolean {
  return origin.kind === 'uniform' && origin.number === number;
}

/** What a factor, divisor or exponent of 1 leaves as it is, repeated as often as that one is. */
function unchanged(name: string, [a, b]: readonly View[]): View | undefined {
  if (!a || !b || !(name === 'Multiply' || name === 'RealDiv' || name === 'Pow')) return undefined;
  const shape = commonShape([a.shape, b.shape]);
  if (isUniform(b, 1)) return broadcast(a, shape);
  return name === 'Multiply' && isUniform(a, 1) ? broadcast(b, shape) : undefined;
}

function functionOf(name: string, operands: readonly View[]): ElementFunction {
  const first = name === 'Select' ? operands[1] : operands[0];
  const table = first && isInteger(first) ? INTEGER_FUNCTIONS : VECTOR_FUNCTIONS;
  const isDecay = name === 'Exp' && first !== undefined && isNonPositive(first);
  const found = table[isDecay ? 'ExpOfNonPositive' : name];
  if (found) return found;
  throw new UnsupportedError(
    `there is no code for ${name}${table === INTEGER_FUNCTIONS ? ' of integers' : ''}`,
  );
}

/** Cells that share a divisor, from which on its reciprocal pays. */
const SHARED = 8;

/** How many different numbers a view shows. */
function distinct({ shape, strides }: View): number {
  return shape.reduce((product, size, axis) => (strides[axis] === 0 ? product : product * size), 1);
}

/**
 * A quotient by few divisors as a product with their reciprocals, which takes a fraction of the time and differs
 * in the last bit at most. A divisor whose reciprocal is not a normal number is moved into range first, together
 * with what it divides: both by a power of two, which is exact wherever the quotient is finite and not 0.
 */
function quotient(graph: Graph, dividend: View, divisor: View): View {
  const float = (name: string, ...operands: View[]) =>
    graph.elements(name, functionOf(name, operands), operands, { dtype: 'float32' });
  const number = (value: number) => graph.uniform(value, { shape: [], dtype: 'float32' });
  const { value, strides, shape, offset } = divisor;
  // As few as there are: an axis along which they repeat has one.
  const few = { value, offset, strides, shape: shape.map((size, axis) => (strides[axis] === 0 ? 1 : size)) };
  const size = float('Abs', few);
  const small = float('Select', float('Less', size, number(2 ** -100)), number(2 ** 60), number(1));
  const scale = float('Select', float('Greater', size, number(2 ** 100)), number(2 ** -60), small);
  const reciprocal = float('RealDiv', number(1), float('Multiply', few, scale));
  return float('Multiply', float('Multiply', dividend, scale), reciprocal);
}

/** A function of elements, of operands that are broadcast to each other. */
export function elements(
  graph: Graph,
  name: string,
  operands: readonly View[],
  dtype: ElementType,
  attributes: Attributes = {},
): View {
  const mixes = dtype === 'float32' && operands.some(isInteger) && !operands.every(isInteger);
  const same = mixes ? operands.map((operand) => asFloat(graph, operand)) : operands;
  const [first, second] = same;
  if (name === 'RealDiv' && first && second) {
    const shape = commonShape([first.shape, second.shape]);
    const divisor = broadcast(second, shape);
    if (distinct(divisor) * SHARED <= sizeOf(shape) && !isUniform(second, 1)) {
      return quotient(graph, broadcast(first, shape), divisor);
    }
  }
  if (name === 'Pow' && first && second && !isInteger(first) && isUniform(second, 2)) {
    return broadcast(elements(graph, 'Square', [first], dtype), commonShape([first.shape, second.shape]));
  }
  return unchanged(name, same) ?? graph.elements(name, functionOf(name, same), same, { dtype, attributes });
}

/** Truth values are 0 and 1 already. */
export function asFloat(graph: Graph, operand: View): View {
  return isInteger(operand) ? elements(graph, 'IntegerToFloat', [operand], 'float32') : operand;
}

function cast(graph: Graph, call: LoweredCall): View[] {
  const x = call.input();
  const { dtype } = call.output;
  const from = x.value.dtype;
  if (from === dtype) return [x];
  if (dtype === 'bool') {
    const zero = graph.uniform(0, { shape: [], dtype: from });
    return [elements(graph, 'NotEqual', [x, zero], 'bool')];
  }
  if (dtype === 'int32') return [elements(graph, 'FloatToInteger', [x], 'int32')];
  return [asFloat(graph, x)];
}

function addN(graph: Graph, call: LoweredCall): View[] {
  const [first, ...others] = call.list;
  if (!first) throw new UnsupportedError('AddN of nothing has no code');
  const { dtype } = call.output;
  return [others.reduce((sum, one) => elements(graph, 'Add', [sum, one], dtype), first)];
}

/** (x − mean) / √(variance + ε) · scale + offset. */
function fusedBatchNorm(graph: Graph, call: LoweredCall): View[] {
  const float = (name: string, ...operands: View[]) => elements(graph, name, operands, 'float32');
  const epsilon = graph.uniform(call.number('varianceEpsilon'), { shape: [], dtype: 'float32' });
  const deviation = float('Sqrt', float('Add', call.input('variance'), epsilon));
  const normalised = float('RealDiv', float('Sub', call.input('x'), call.input('mean')), deviation);
  const scale = call.inputs.get('scale');
  const offset = call.inputs.get('offset');
  const scaled = scale ? float('Multiply', normalised, scale) : normalised;
  return [offset ? float('Add', scaled, offset) : scaled];
}

/** Compares each index with the numbers of its axis. */
function oneHot(graph: Graph, call: LoweredCall): View[] {
  const { shape, dtype } = call.output;
  const depth = shape.at(-1) ?? 0;
  const numbers = graph.constant(
    Int32Array.from({ length: depth }, (_, index) => index),
    { shape: [depth], dtype: 'int32' },
  );
  const indices = graph.reshape(call.input(), [...shape.slice(0, -1), 1]);
  const isHere = elements(graph, 'Equal', [indices, numbers], 'bool');
  const scalar = (name: string, fallback: number) =>
    graph.uniform(call.number(name, fallback), { shape: [], dtype });
  return [elements(graph, 'Select', [isHere, scalar('onValue', 1), scalar('offValue', 0)], dtype)];
}

/** The gradients of each sequence times its factor. */
function scaleSequences(graph: Graph, call: LoweredCall): View[] {
  const [factors, gradients] = [call.input('factors'), call.input('gradients')];
  const added = gradients.shape.length - factors.shape.length;
  const column = graph.reshape(factors, [...factors.shape, ...new Array<number>(added).fill(1)]);
  return [elements(graph, 'Multiply', [gradients, column], 'float32')];
}

/** Operands by their names in tfjs, where the order of a call is not that of the function. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  Select: ['condition', 't', 'e'],
  Prelu: ['x', 'alpha'],
  EluGrad: ['dy', 'y'],
};

/** Whether a kernel works element by element. */
export function isElementwise(name: string): boolean {
  return Object.hasOwn(VECTOR_FUNCTIONS, name);
}

/** Kernels that work element by element, by the table of functions. */
export const elementwise: Lowering = (graph, call) => {
  const order = ORDERS[call.name];
  const operands = order ? order.map((name) => call.input(name)) : call.list;
  const { dtype } = call.output;
  // A quotient of floats that is rounded down is an integer for tfjs.
  const isOfFloats = dtype === 'int32' && !operands.some(isInteger);
  const computed = elements(graph, call.name, operands, isOfFloats ? 'float32' : dtype, call.attributes);
  return [isOfFloats ? elements(graph, 'FloatToInteger', [computed], dtype) : computed];
};

export const ELEMENTWISE: Readonly<Record<string, Lowering>> = {
  Cast: cast,
  AddN: addN,
  FusedBatchNorm: fusedBatchNorm,
  OneHot: oneHot,
  ScaleSequences: scaleSequences,
};
