import type { Value } from '../graph/Value.ts';
import { type ElementType, type EmitOptions, UnsupportedError } from '../kernels/Kernel.ts';
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

function noOutput(name: string): TypeError {
  return new TypeError(`Program: expected an output of the step, got '${name}'.`);
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
    const { plan, module, codeBytes } = compiled;
    this.#plan = plan;
    this.codeBytes = codeBytes;
    const { setup, run } = workspace.instantiate(module);
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

  /**
   * Writes an input of one number for each of the steps that the next run takes; nothing where no step reads it.
   *
   * @throws RangeError for more steps than one run may take.
   */
  stageNumbers(name: string, numbers: ArrayLike<number>): void {
    const slotted = this.#plan.staged.get(name);
    if (!slotted) return;
    const [across, stride] = this.#across(slotted, this.#plan.inputSlots, numbers.length);
    for (let slot = 0; slot < numbers.length; slot++) across[slot * stride] = numbers[slot] ?? 0;
  }

  /**
   * Writes which rows each of the steps gathers that the next run takes; nothing where no step reads them.
   *
   * @throws RangeError for more steps than one run may take, and for more rows than a step gathers.
   */
  stageRows(rows: readonly Uint32Array[]): void {
    const { address, stride } = this.#plan.indices;
    if (stride === 0) return;
    this.#checkSteps(rows.length);
    const size = stride / 4;
    const { buffer } = this.#workspace.integers(address, size * rows.length);
    const numbers = new Uint32Array(buffer, address, size * rows.length);
    rows.forEach((ofStep, slot) => {
      numbers.set(ofStep, slot * size);
    });
  }

  /** Where the numbers of the rows that a step gathers are written before its run. */
  indices(slot: number): Int32Array {
    const { address, stride } = this.#plan.indices;
    return this.#workspace.integers(address + slot * stride, stride / 4);
  }

  /** Takes steps, of which the first has the given number. Nothing is read. */
  run(steps: number, firstStep = 0): void {
    this.#checkSteps(steps);
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
    throw noOutput(name);
  }

  /** What each step of the last run gave, of an output of one number. @throws as {@link output}. */
  outputNumbers(name: string, steps: number): number[] {
    const slotted = this.#plan.outputs.get(name);
    if (!slotted) throw noOutput(name);
    const [across, stride] = this.#across(slotted, this.#plan.outputSlots, steps);
    const numbers: number[] = [];
    for (let slot = 0; slot < steps; slot++) numbers.push(across[slot * stride] ?? Number.NaN);
    return numbers;
  }

  #checkSteps(steps: number): void {
    if (Number.isInteger(steps) && steps >= 0 && steps <= this.chunk) return;
    throw new RangeError(`Program: expected 0 to ${this.chunk} steps, got ${steps}.`);
  }

  /** A number that each slot has, as one view from the first slot to the last, and how far apart they are. */
  #across(
    { value: { dtype }, offset }: Slotted,
    { address, stride }: Slots,
    steps: number,
  ): readonly [Float32Array | Int32Array, number] {
    this.#checkSteps(steps);
    const distance = stride / 4;
    const size = steps === 0 ? 0 : (steps - 1) * distance + 1;
    const numbers = this.#view(dtype, address + offset, size);
    return [numbers, distance];
  }

  #view(dtype: ElementType, address: number, size: number): Float32Array | Int32Array {
    return dtype === 'int32'
      ? this.#workspace.integers(address, size)
      : this.#workspace.floats(address, size);
  }

  #numbers(
    { value: { size, dtype }, offset }: Slotted,
    { address, stride }: Slots,
    slot: number,
  ): Float32Array | Int32Array {
    return this.#view(dtype, address + slot * stride + offset, size);
  }
}
