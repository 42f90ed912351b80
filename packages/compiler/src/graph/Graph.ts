import { type ElementType, type KernelPlan, type TensorShape, UnsupportedError } from '../kernels/Kernel.ts';
import type { ElementFunction } from '../math/ElementFunction.ts';
import type { Numbers } from '../trace/Trace.ts';
import { exactKey } from './exactKey.ts';
import type { KernelNode, Origin, Reduction, Value } from './Value.ts';
import { broadcast, isWhole, reshaped, sizeOf, type View, viewKey, viewOf } from './View.ts';

const COPY: ElementFunction = { arity: 1, emit() {} };

function areEqual(values: Numbers): boolean {
  const first = values[0];
  return values.every((value) => Object.is(value, first));
}

function areFixed(operands: readonly View[]): boolean {
  return operands.every(({ value }) => value.isFixed);
}

/** The shape that tensors of different shapes are broadcast to. */
export function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

/** What is computed in a step, as values made of others. Equal computations are one value. */
export class Graph {
  readonly #known = new Map<string, Value>();
  readonly #kernels = new Map<string, KernelNode>();
  /** In an order in which each value comes after those that it is made of. */
  readonly values: Value[] = [];

  #add(size: number, dtype: ElementType, origin: Origin, isFixed: boolean): Value {
    const value = { id: this.values.length, size, dtype, origin, isFixed };
    this.values.push(value);
    return value;
  }

  #addOnce(key: string, size: number, dtype: ElementType, origin: Origin, isFixed: boolean): Value {
    const known = this.#known.get(key);
    if (known) return known;
    const value = this.#add(size, dtype, origin, isFixed);
    this.#known.set(key, value);
    return value;
  }

  source(
    origin: Extract<Origin, { kind: 'state' | 'input' | 'drawn' }>,
    { shape, dtype }: TensorShape,
  ): View {
    return viewOf(this.#add(sizeOf(shape), dtype, origin, false), shape);
  }

  constant(values: Numbers, { shape, dtype }: TensorShape): View {
    const [first] = values;
    if (first !== undefined && areEqual(values)) return this.uniform(Number(first), { shape, dtype });
    return viewOf(this.#add(values.length, dtype, { kind: 'constant', values }, true), shape);
  }

  /** The same number everywhere. */
  uniform(number: number, { shape, dtype }: TensorShape): View {
    const key = `${dtype} ${exactKey(number)}`;
    const value = this.#addOnce(key, 1, dtype, { kind: 'uniform', number }, true);
    return broadcast(viewOf(value, []), shape);
  }

  elements(
    name: string,
    compute: ElementFunction,
    given: readonly View[],
    {
      dtype,
      attributes = {},
    }: { readonly dtype: ElementType; readonly attributes?: Readonly<Record<string, unknown>> },
  ): View {
    const shape = commonShape(given.map((view) => view.shape));
    const operands = given.map((view) => broadcast(view, shape));
    const key = `${name} ${dtype} ${exactKey(attributes)} ${operands.map(viewKey).join(' ')}`;
    const origin = { kind: 'elements', name, compute, attributes, operands, shape } as const;
    return viewOf(this.#addOnce(key, sizeOf(shape), dtype, origin, areFixed(operands)), shape);
  }

  /** The result has the axes that are left. */
  reduction(name: Reduction, operand: View, axes: readonly number[]): View {
    const shape = operand.shape.filter((_, axis) => !axes.includes(axis));
    const key = `${name} ${axes.join()} ${viewKey(operand)}`;
    const { dtype } = operand.value;
    const origin = { kind: 'reduction', name, operand, axes } as const;
    return viewOf(this.#addOnce(key, sizeOf(shape), dtype, origin, operand.value.isFixed), shape);
  }

  kernel(
    name: string,
    plan: KernelPlan,
    given: readonly View[],
    outputs: readonly TensorShape[],
    attributes: Readonly<Record<string, unknown>>,
  ): View[] {
    const operands = given.map((view) => this.whole(view));
    const shapes = outputs.map(({ shape, dtype }) => `${dtype}[${shape}]`).join();
    const key = `${name} ${shapes} ${exactKey(attributes)} ${operands.map(viewKey).join(' ')}`;
    let call = this.#kernels.get(key);
    if (!call) {
      const node: KernelNode = { name, plan, operands, outputs: [] };
      const isFixed = areFixed(operands);
      outputs.forEach(({ shape, dtype }, output) => {
        node.outputs.push(this.#add(sizeOf(shape), dtype, { kind: 'kernel', call: node, output }, isFixed));
      });
      call = node;
      this.#kernels.set(key, call);
    }
    return call.outputs.map((value, output) => viewOf(value, outputs[output]?.shape ?? []));
  }

  /** The same numbers one after the other, as a value of their own where they aren't yet. */
  whole(view: View): View {
    if (isWhole(view)) return view;
    return this.elements('Identity', COPY, [view], { dtype: view.value.dtype });
  }

  /** A value of its own, even where the view is whole. */
  copy(view: View): View {
    const origin = {
      kind: 'elements',
      name: 'Identity',
      compute: COPY,
      attributes: {},
      operands: [view],
      shape: view.shape,
    } as const;
    return viewOf(this.#add(sizeOf(view.shape), view.value.dtype, origin, view.value.isFixed), view.shape);
  }

  reshape(view: View, shape: readonly number[]): View {
    if (sizeOf(view.shape) !== sizeOf(shape)) {
      throw new UnsupportedError(`a tensor of shape [${view.shape}] cannot take the shape [${shape}]`);
    }
    const direct = reshaped(view, shape);
    return direct ?? viewOf(this.whole(view).value, shape);
  }
}
