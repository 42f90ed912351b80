import type { Value } from '../graph/Value.ts';
import type { EmitOptions } from '../kernels/Kernel.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import type { Fill } from '../trace/markDrawn.ts';
import type { Trace } from '../trace/Trace.ts';
import { hasFusedMultiplyAdd } from '../wasm/hasFusedMultiplyAdd.ts';
import { compileOnce } from './compileOnce.ts';
import type { ProgramPlan, Slots, Slotted } from './planProgram.ts';
import type { ResidentRows, Workspace } from './Workspace.ts';

/** How a program gets what it computes with. */
export interface ProgramOptions extends Partial<EmitOptions> {
  /** Steps that one run may take, at most. Default 1. */
  readonly chunk?: number;
  /** Inputs whose rows are taken from resident ones, by the numbers in {@link Program.indices}. */
  readonly gathered?: Readonly<Record<string, ResidentRows>>;
}

function writeConstant(workspace: Workspace, { size, dtype, origin }: Value, address: number): void {
  const numbers = dtype === 'int32' ? workspace.integers(address, size) : workspace.floats(address, size);
  if (origin.kind === 'uniform') numbers.fill(origin.number);
  if (origin.kind === 'constant') numbers.set(origin.values);
}

/** A step as a WebAssembly program that lives in a workspace. */
export class Program {
  /** The size of its code. */
  readonly codeBytes: number;
  readonly #workspace: Workspace;
  readonly #plan: ProgramPlan;
  readonly #run: (steps: number) => void;
  /** By the number of the value in the trace. */
  readonly #fills: readonly (Fill | undefined)[];

  /**
   * Compiles a trace.
   *
   * @throws UnsupportedError naming the kernel that there is no code for, or the memory that there is not.
   */
  constructor(workspace: Workspace, trace: Trace, options: ProgramOptions = {}) {
    const { chunk = 1, gathered = {}, fusedMultiplyAdd = false } = options;
    if (fusedMultiplyAdd && !hasFusedMultiplyAdd()) {
      throw new UnsupportedError(
        'this engine has no fused multiply-add; Node 20 has it with --experimental-wasm-relaxed-simd, later ones as they are',
      );
    }
    this.#workspace = workspace;
    const compiled = compileOnce(workspace, trace, { chunk, gathered, fusedMultiplyAdd });
    const { plan, module, codeBytes, handOver } = compiled;
    this.#plan = plan;
    this.codeBytes = codeBytes;
    const { setup, run } = workspace.instantiate(module, handOver);
    for (const { value, address } of this.#plan.constants) writeConstant(workspace, value, address);
    setup();
    this.#run = run;
    this.#fills = trace.values.map(({ source }) => (source.kind === 'drawn' ? source.fill : undefined));
  }

  /** Steps that one run may take, at most. */
  get chunk(): number {
    return this.#plan.chunk;
  }

  /** Where an input of a step is written before the run that takes it; undefined where no step reads it. */
  staged(name: string, slot: number): Float32Array | Int32Array | undefined {
    const slotted = this.#plan.staged.get(name);
    return slotted && this.#numbers(slotted, this.#plan.inputSlots, slot);
  }

  /** Where the numbers of the rows that a step gathers are written before its run. */
  indices(slot: number): Int32Array {
    const { address, stride } = this.#plan.indices;
    return this.#workspace.integers(address + slot * stride, stride / 4);
  }

  /** Takes steps, of which the first has the given number. Nothing is read. */
  run(steps: number, firstStep = 0): void {
    if (!(Number.isInteger(steps) && steps >= 0 && steps <= this.chunk)) {
      throw new RangeError(`Program: expected 0 to ${this.chunk} steps, got ${steps}.`);
    }
    for (let slot = 0; slot < steps; slot++) {
      for (const drawn of this.#plan.drawn) {
        const numbers = this.#numbers(drawn, this.#plan.inputSlots, slot);
        const fill = this.#fills[drawn.id];
        if (fill && numbers instanceof Float32Array) fill(firstStep + slot, numbers);
      }
    }
    this.#run(steps);
  }

  /** What a step of the last run gave. @throws TypeError if there is no output of the name. */
  output(name: string, slot = 0): Float32Array | Int32Array {
    const slotted = this.#plan.outputs.get(name);
    if (slotted) return this.#numbers(slotted, this.#plan.outputSlots, slot);
    throw new TypeError(`Program: expected an output of the step, got '${name}'.`);
  }

  #numbers(
    { value: { size, dtype }, offset }: Slotted,
    { address, stride }: Slots,
    slot: number,
  ): Float32Array | Int32Array {
    const place = address + slot * stride + offset;
    return dtype === 'int32' ? this.#workspace.integers(place, size) : this.#workspace.floats(place, size);
  }
}
