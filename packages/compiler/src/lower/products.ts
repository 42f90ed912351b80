import type { Graph } from '../graph/Graph.ts';
import { isWhole, type View } from '../graph/View.ts';
import { type TensorShape, UnsupportedError } from '../kernels/Kernel.ts';
import { KERNELS } from '../kernels/kernels.ts';
import { elements } from './elements.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';
import { swapped } from './views.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A kernel with code of its own, of whole operands. */
export function ownKernel(
  graph: Graph,
  call: LoweredCall,
  operands: readonly View[],
  attributes: Attributes,
  name = call.name,
  outputs: readonly TensorShape[] = call.outputs,
): View[] {
  const plan = KERNELS[name];
  if (!plan) throw new UnsupportedError(`there is no code for the kernel ${name}`);
  const inputs = operands.map(({ shape, value: { dtype } }) => ({ shape, dtype }));
  return graph.kernel(name, plan({ inputs, outputs, attributes }), operands, outputs, attributes);
}

/** A matrix that was transposed before is read as it lies. */
function untransposed(view: View, flag: boolean): { readonly view: View; readonly flag: boolean } {
  if (isWhole(view)) return { view, flag };
  const other = swapped(view);
  return isWhole(other) ? { view: other, flag: !flag } : { view, flag };
}

/** Products of columns and rows, and sums of products, are loops that others can share; undefined for matrices. */
function asLoops(graph: Graph, call: LoweredCall): View | undefined {
  const facing = (name: 'a' | 'b', flag: string) =>
    call.flag(flag) ? swapped(call.input(name)) : call.input(name);
  const [a, b] = [facing('a', 'transposeA'), facing('b', 'transposeB')];
  const [rows, depth, columns] = [a.shape.at(-2), a.shape.at(-1), b.shape.at(-1)];
  if (depth === 1) return elements(graph, 'Multiply', [a, b], 'float32');
  if (rows !== 1 || columns !== 1 || depth === 0) return undefined;
  const products = elements(graph, 'Multiply', [a, swapped(b)], 'float32');
  return graph.reduction('sum', products, [products.shape.length - 1]);
}

function matMul(graph: Graph, call: LoweredCall): View[] {
  const loops = asLoops(graph, call);
  if (loops) return [graph.reshape(loops, call.output.shape)];
  const a = untransposed(call.input('a'), call.flag('transposeA'));
  const b = untransposed(call.input('b'), call.flag('transposeB'));
  return ownKernel(graph, call, [a.view, b.view], { transposeA: a.flag, transposeB: b.flag }, 'BatchMatMul');
}

/** The names of activations in fused kernels, and the kernels that compute them. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/** Bias and activation, which then are fused with what follows. */
export function finished(graph: Graph, call: LoweredCall, product: View | undefined): View[] {
  if (!product) throw new UnsupportedError(`${call.name} gave nothing`);
  const bias = call.inputs.get('bias');
  const sum = bias ? elements(graph, 'Add', [product, bias], 'float32') : product;
  const { activation = 'linear' } = call.attributes;
  if (activation === 'linear' || activation === null) return [sum];
  const name = ACTIVATIONS[String(activation)];
  if (!name) throw new UnsupportedError(`there is no code for the activation '${String(activation)}'`);
  const slopes = call.inputs.get('preluActivationWeights');
  const operands = name === 'Prelu' && slopes ? [sum, slopes] : [sum];
  const alpha = call.attributes.leakyreluAlpha;
  return [elements(graph, name, operands, 'float32', alpha === undefined ? {} : { alpha })];
}

const fusedConvolution: Lowering = (graph, call) => {
  const operands = [call.input('x'), call.input('filter')];
  const [product] = ownKernel(graph, call, operands, call.attributes, 'Conv2D');
  return finished(graph, call, product);
};

/** Matrix products and convolutions, whose bias and activation are elementwise. */
export const PRODUCTS: Readonly<Record<string, Lowering>> = {
  BatchMatMul: matMul,
  _FusedMatMul: (graph, call) => finished(graph, call, matMul(graph, call)[0]),
  FusedConv2D: fusedConvolution,
};
