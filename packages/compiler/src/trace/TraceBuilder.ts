import type { DataType, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

import { sizeOf } from '../graph/View.ts';
import { type ElementType, UnsupportedError } from '../kernels/Kernel.ts';
import type { Numbers, Trace, TracedKernel, TracedTensor, TracedValue, ValueSource } from './Trace.ts';

/** A tensor as kernels get and give it. */
export type TensorLike = Pick<TensorInfo, 'dataId' | 'shape' | 'dtype'>;

/** Inputs of a kernel by name, or a list of them; some may be left out. */
export type KernelInputs = Readonly<Record<string, TensorLike | null | undefined>>;

/** Kernels whose result is their input. On some backends it has the same data, on others a copy of it. */
const ALIASES: ReadonlySet<string> = new Set(['Identity', 'Reshape']);

function isElementType(dtype: DataType): dtype is ElementType {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

/** Numbers of its own, of the type that they are looked at in; cpu shares one array between several types. */
function copyAs(dtype: ElementType, values: ArrayLike<number>): Numbers {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}

function copyAttributes(attributes: NamedAttrMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  );
}

/** Makes a trace of what kernels get and give, in the order in which they run. */
export class TraceBuilder {
  readonly #values: TracedValue[] = [];
  readonly #kernels: TracedKernel[] = [];
  /** Values by their data; the same data may be looked at in several types, which are as many values. */
  readonly #known = new Map<object, Map<ElementType, TracedValue>>();
  readonly #read: (dataId: object) => ArrayLike<number>;

  /** @param read - The numbers of a tensor. */
  constructor(read: (dataId: object) => ArrayLike<number>) {
    this.#read = read;
  }

  #valueOf({ dataId, dtype }: TensorLike): TracedValue | undefined {
    return isElementType(dtype) ? this.#known.get(dataId)?.get(dtype) : undefined;
  }

  #setValue({ dataId }: TensorLike, value: TracedValue): void {
    const byType = this.#known.get(dataId) ?? new Map<ElementType, TracedValue>();
    this.#known.set(dataId, byType.set(value.dtype, value));
  }

  /** A value from outside, or that a kernel computes. */
  add(tensor: TensorLike, source: ValueSource): TracedTensor {
    const { shape, dtype } = tensor;
    if (!isElementType(dtype)) throw new UnsupportedError(`a tensor of type ${dtype} has no code`);
    const value = { id: this.#values.length, size: sizeOf(shape), dtype, source };
    this.#values.push(value);
    this.#setValue(tensor, value);
    return { value: value.id, shape: [...shape], dtype };
  }

  /** A value by one of its tensors; a constant where it comes from nowhere. */
  tensor(given: TensorLike): TracedTensor {
    const value = this.#valueOf(given);
    if (value) return { value: value.id, shape: [...given.shape], dtype: value.dtype };
    const { dtype } = given;
    if (!isElementType(dtype)) throw new UnsupportedError(`a tensor of type ${dtype} has no code`);
    return this.add(given, { kind: 'constant', values: copyAs(dtype, this.#read(given.dataId)) });
  }

  /** One call of a kernel that is over. @returns Whether it has computed anything. */
  kernel(
    name: string,
    given: KernelInputs,
    attributes: NamedAttrMap,
    outputs: readonly TensorLike[],
  ): boolean {
    const inputs = Object.entries(given).flatMap(([input, tensor]): [string, TracedTensor][] =>
      tensor ? [[input, this.tensor(tensor)]] : [],
    );
    const [output] = outputs;
    const [only] = inputs;
    const aliased = ALIASES.has(name) && only ? this.#values[only[1].value] : undefined;
    if (output && aliased) this.#setValue(output, aliased);
    // What has no inputs gives what is constant, and what gives known data has computed nothing.
    if (inputs.length === 0 || outputs.every((tensor) => this.#valueOf(tensor))) return false;
    this.#kernels.push({
      name,
      inputs,
      attributes: copyAttributes(attributes),
      outputs: outputs.map((tensor) => this.add(tensor, { kind: 'computed' })),
    });
    return true;
  }

  /** What has been recorded, and what became of it. */
  build(state: Readonly<Record<string, TensorLike>>, outputs: Readonly<Record<string, TensorLike>>): Trace {
    const traced = (tensors: Readonly<Record<string, TensorLike>>) =>
      Object.entries(tensors).map(([name, tensor]): [string, TracedTensor] => [name, this.tensor(tensor)]);
    const isChanged = ([name, { value }]: [string, TracedTensor]) => {
      const source = this.#values[value]?.source;
      return !(source?.kind === 'state' && source.name === name);
    };
    return {
      state: new Map(traced(state).filter(isChanged)),
      outputs: new Map(traced(outputs)),
      values: this.#values,
      kernels: this.#kernels,
    };
  }
}
