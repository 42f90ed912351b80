import { Graph } from '../graph/Graph.ts';
import type { Value } from '../graph/Value.ts';
import type { View } from '../graph/View.ts';
import { isWhole } from '../graph/View.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import type { Trace, TracedTensor } from '../trace/Trace.ts';
import { DEPTHWISE } from './depthwise.ts';
import { ELEMENTWISE, elementwise, isElementwise } from './elements.ts';
import { GATHERS } from './gathers.ts';
import { LoweredCall, type Lowering } from './Lowering.ts';
import { ownKernel, PRODUCTS } from './products.ts';
import { REDUCTIONS } from './reductions.ts';
import { RESIZES } from './resize.ts';
import { VIEWS } from './views.ts';

const LOWERINGS: Readonly<Record<string, Lowering>> = {
  ...VIEWS,
  ...REDUCTIONS,
  ...ELEMENTWISE,
  ...PRODUCTS,
  ...GATHERS,
  ...DEPTHWISE,
  ...RESIZES,
};

const withOwnKernel: Lowering = (graph, call) => ownKernel(graph, call, call.list, call.attributes);

function loweringOf(name: string): Lowering {
  return LOWERINGS[name] ?? (isElementwise(name) ? elementwise : withOwnKernel);
}

/** What a step computes: the values that it starts from and those that it gives. */
export interface LoweredTrace {
  readonly graph: Graph;
  /** By name. */
  readonly states: ReadonlyMap<string, Value>;
  readonly inputs: ReadonlyMap<string, Value>;
  /** With the number of the value in the trace. */
  readonly drawn: readonly { readonly value: Value; readonly id: number }[];
  /** The new value of each state that changes. */
  readonly newStates: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
}

/**
 * A trace as values made of others: aliases are gone, casts that change nothing too, what tfjs fuses is taken
 * apart.
 *
 * @throws UnsupportedError naming the kernel that there is no code for.
 */
export function lowerTrace(trace: Trace): LoweredTrace {
  const graph = new Graph();
  const views: (View | undefined)[] = [];
  const states = new Map<string, Value>();
  const inputs = new Map<string, Value>();
  const drawn: { value: Value; id: number }[] = [];
  for (const { id, size, dtype, source } of trace.values) {
    const flat = { shape: [size], dtype };
    if (source.kind === 'computed') continue;
    const view =
      source.kind === 'constant' ? graph.constant(source.values, flat) : graph.source(source, flat);
    views[id] = view;
    if (source.kind === 'state') states.set(source.name, view.value);
    if (source.kind === 'input') inputs.set(source.name, view.value);
    if (source.kind === 'drawn') drawn.push({ value: view.value, id });
  }
  const viewOfTensor = ({ value, shape }: TracedTensor): View => {
    const view = views[value];
    if (!view) throw new UnsupportedError(`a tensor of shape [${shape}] is used before it is computed`);
    return graph.reshape(view, shape);
  };
  for (const kernel of trace.kernels) {
    const call = new LoweredCall(
      kernel,
      new Map(kernel.inputs.map(([name, tensor]) => [name, viewOfTensor(tensor)])),
    );
    const results = loweringOf(kernel.name)(graph, call);
    kernel.outputs.forEach((output, index) => {
      const result = results[index];
      if (!result) return;
      const { dtype } = result.value;
      // Some kernels of tfjs say another type than their numbers have.
      if ((dtype === 'int32') !== (output.dtype === 'int32'))
        throw new UnsupportedError(`${kernel.name} gives ${dtype} and calls it ${output.dtype}`);
      views[output.value] ??= result;
    });
  }
  const ownValue = (tensor: TracedTensor): Value => {
    const view = viewOfTensor(tensor);
    const { kind } = view.value.origin;
    const isComputed = kind === 'elements' || kind === 'reduction' || kind === 'kernel';
    return (isWhole(view) && isComputed ? view : graph.copy(view)).value;
  };
  const newStates = new Map<string, Value>();
  for (const [name, tensor] of trace.state) {
    const view = viewOfTensor(tensor);
    if (!(isWhole(view) && view.value === states.get(name))) newStates.set(name, ownValue(tensor));
  }
  const outputs = new Map([...trace.outputs].map(([name, tensor]) => [name, ownValue(tensor)]));
  return { graph, states, inputs, drawn, newStates, outputs };
}
