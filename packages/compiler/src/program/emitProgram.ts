import { emitLoops } from '../emit/emitLoops.ts';
import type { LoopMemory } from '../emit/LoopLayout.ts';
import type { Value } from '../graph/Value.ts';
import { sizeOf } from '../graph/View.ts';
import type { EmitKernel, EmitOptions } from '../kernels/Kernel.ts';
import type { Loops } from '../schedule/LoopGroup.ts';
import type { LoopPart, SplitLoops } from '../schedule/splitLoops.ts';
import { SharedHalves } from '../threads/SharedHalves.ts';
import { FunctionBuilder } from '../wasm/FunctionBuilder.ts';
import { ModuleBuilder } from '../wasm/ModuleBuilder.ts';
import { emitCopy } from './emitCopy.ts';
import { emitGather } from './emitGather.ts';
import { type MemoryPlan, roomOfRow } from './planMemory.ts';
import type { PlannedUnits, ProgramPlan } from './planProgram.ts';

function loopMemory({ addresses, rows, columns }: MemoryPlan): LoopMemory {
  const place = (map: ReadonlyMap<Value, number>, value: Value) => {
    const address = map.get(value);
    if (address === undefined) throw new TypeError(`Program: expected a place for value ${value.id}.`);
    return address;
  };
  return {
    addressOf: (value) => place(addresses, value),
    isKept: (value) => addresses.has(value),
    rowOf: (value) => place(rows, value),
    columnsOf: (value) => place(columns, value),
  };
}

/** The memory of a part of loops. @param room Bytes from where the first part has its rows. */
function partMemory(memory: LoopMemory, { before }: LoopPart, room: number): LoopMemory {
  return {
    ...memory,
    addressOf: (value) => memory.addressOf(value) + 4 * before(value),
    rowOf: (value) => memory.rowOf(value) + room,
  };
}

class ProgramEmitter {
  readonly #plan: ProgramPlan;
  readonly #options: EmitOptions;
  readonly #module = new ModuleBuilder();
  readonly #shared: SharedHalves | undefined;

  constructor(plan: ProgramPlan, options: EmitOptions, threads: 1 | 2) {
    this.#plan = plan;
    this.#options = options;
    if (threads === 2) this.#shared = new SharedHalves(this.#module);
  }

  emit(bytes: number): Uint8Array<ArrayBuffer> {
    const { setup, step } = this.#plan;
    const prepare = new FunctionBuilder();
    for (const call of this.#calls(setup)) call(prepare);
    this.#module.export('setup', this.#module.add(prepare));
    this.#module.export('run', this.#module.add(this.#run(this.#calls(step))));
    return this.#module.encode({ bytes, shared: this.#shared !== undefined });
  }

  #function(emit: (f: FunctionBuilder) => void): number {
    const f = new FunctionBuilder();
    emit(f);
    return this.#module.add(f);
  }

  /** One function for each unit: the engine replaces one that runs often by a faster one when it is called next. */
  #calls({ units, memory }: PlannedUnits): ((f: FunctionBuilder) => void)[] {
    return units.map((unit, index) => {
      if (unit.kind === 'loops') {
        const loops = this.#plan.loops.get(unit);
        const split = this.#plan.splits.get(unit);
        if (this.#shared && split) return this.#shareLoops(this.#shared, split, loopMemory(memory));
        const run = loops && this.#loops(loops, loopMemory(memory));
        return (f) => {
          if (run !== undefined) f.call(run);
        };
      }
      const placesOf = (values: readonly Value[]) => values.map((value) => memory.addresses.get(value) ?? 0);
      const { plan, operands, outputs } = unit.call;
      const inputs = placesOf(operands.map(({ value }) => value));
      const places = { inputs, outputs: placesOf(outputs), scratch: memory.scratch[index] ?? 0 };
      const functionOf = (emit: EmitKernel) => this.#function((f) => emit(f, places, this.#options));
      if (!this.#shared || !plan.halves) {
        const run = functionOf(plan.emit);
        return (f) => f.call(run);
      }
      const [first, second] = plan.halves;
      return this.#shared.add(functionOf(first), functionOf(second));
    });
  }

  #loops(loops: Loops, memory: LoopMemory): number {
    return this.#function((f) => emitLoops(f, loops, memory, this.#options));
  }

  #shareLoops(
    shared: SharedHalves,
    { halves: [first, second], totals }: SplitLoops,
    memory: LoopMemory,
  ): (f: FunctionBuilder) => void {
    const { sizes, rowAxes } = first.loops;
    const room = roomOfRow(sizeOf(sizes.slice(rowAxes)));
    const share = shared.add(
      this.#loops(first.loops, partMemory(memory, first, 0)),
      this.#loops(second.loops, partMemory(memory, second, room)),
    );
    const addUp = totals && this.#loops(totals, memory);
    return (f) => {
      share(f);
      if (addUp !== undefined) f.call(addUp);
    };
  }

  #run(step: readonly ((f: FunctionBuilder) => void)[]): FunctionBuilder {
    const { chunk, staged, drawn, inputSlots, gathered, indices, outputs, outputSlots, copies } = this.#plan;
    const hasSlots = chunk > 1;
    const f = new FunctionBuilder({ parameters: ['i32'], results: [] });
    const [steps] = f.parameters;
    if (!steps) return f;
    const [slot, from, to] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const copy = (bytes: number, source: () => void, target: () => void) => {
      source();
      f.set(from);
      target();
      f.set(to);
      emitCopy(f, to, from, bytes);
    };
    const inSlot = (address: number, stride: number) => () =>
      f.get(slot).i32(stride).op('i32.mul').i32(address).op('i32.add');
    const at = (address: number) => () => f.i32(address);
    f.loopUpTo(slot, { from: 0, to: steps, step: 1 }, () => {
      for (const { value, address, offset } of hasSlots ? [...staged.values(), ...drawn] : []) {
        copy(4 * value.size, inSlot(inputSlots.address + offset, inputSlots.stride), at(address));
      }
      if (gathered.length > 0) {
        inSlot(indices.address, indices.stride)();
        const rows = f.local('i32');
        f.set(rows);
        emitGather(f, gathered, rows);
        f.release(rows);
      }
      for (const call of step) call(f);
      for (const { value, address, offset } of hasSlots ? outputs.values() : []) {
        copy(4 * value.size, at(address), inSlot(outputSlots.address + offset, outputSlots.stride));
      }
      for (const { from: source, to: target, bytes } of copies) copy(bytes, at(source), at(target));
    });
    return f;
  }
}

/**
 * The code of a planned program, which imports its workspace's memory and exports `setup` and `run`.
 *
 * @param threads with 2 the memory is shared, and second halves of work are exported as `half0`, `half1`, …
 */
export function emitProgram(
  plan: ProgramPlan,
  options: EmitOptions,
  bytes: number,
  threads: 1 | 2,
): Uint8Array<ArrayBuffer> {
  return new ProgramEmitter(plan, options, threads).emit(bytes);
}
