import type { Graph } from '../graph/Graph.ts';
import type { View } from '../graph/View.ts';
import { numberOf, numbersOf } from '../kernels/attributes.ts';
import { type TensorShape, UnsupportedError } from '../kernels/Kernel.ts';
import type { TracedKernel } from '../trace/Trace.ts';

/** One call of a kernel of tfjs, its inputs as views of values. */
export class LoweredCall {
  readonly name: string;
  readonly inputs: ReadonlyMap<string, View>;
  readonly outputs: readonly TensorShape[];
  readonly attributes: Readonly<Record<string, unknown>>;

  constructor({ name, outputs, attributes }: TracedKernel, inputs: ReadonlyMap<string, View>) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
    this.attributes = attributes;
  }

  get list(): View[] {
    return [...this.inputs.values()];
  }

  /** The input of a name; the first one without. */
  input(name?: string): View {
    const input = name === undefined ? this.list[0] : this.inputs.get(name);
    if (input) return input;
    throw new UnsupportedError(`${this.name} has no input ${name ?? ''}`);
  }

  get output(): TensorShape {
    const [output] = this.outputs;
    if (output) return output;
    throw new UnsupportedError(`${this.name} has no output`);
  }

  number(name: string, fallback?: number): number {
    return numberOf(this, name, fallback);
  }

  flag(name: string): boolean {
    return this.attributes[name] === true;
  }

  /** A list of numbers, or one; undefined where there is none. */
  numbers(name: string): readonly number[] | undefined {
    const value = this.attributes[name];
    return value === undefined || value === null ? undefined : numbersOf(this, name);
  }

  /** Axes counted from the front; all where none are named. */
  axes(name: string, rank: number): number[] {
    const given = this.numbers(name) ?? Array.from({ length: rank }, (_, axis) => axis);
    return given.map((axis) => (axis < 0 ? axis + rank : axis));
  }
}

/** How one kernel of tfjs is made of values. */
export type Lowering = (graph: Graph, call: LoweredCall) => View[];
