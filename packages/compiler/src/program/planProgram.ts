import { rangeError } from '@losskit/errors';

import type { Value } from '../graph/Value.ts';
import { type ElementType, UnsupportedError } from '../kernels/Kernel.ts';
import { type LoweredTrace, lowerTrace } from '../lower/lowerTrace.ts';
import type { Loops } from '../schedule/LoopGroup.ts';
import { needed, schedule } from '../schedule/schedule.ts';
import { type SplitLoops, splitLoops } from '../schedule/splitLoops.ts';
import { readBy, type Unit } from '../schedule/Unit.ts';
import type { Trace } from '../trace/Trace.ts';
import { placeStates, type StateUpdate } from './placeStates.ts';
import { type MemoryPlan, planMemory } from './planMemory.ts';
import { paddedBytes, type ResidentRows, type Workspace } from './Workspace.ts';

/** A number, or several, that each step gets or gives: where the step has them, and where its slot does. */
export interface Slotted {
  readonly value: Value;
  readonly address: number;
  /** In bytes, from the start of a slot. */
  readonly offset: number;
}

/** Room for the numbers of several steps, one slot each. */
export interface Slots {
  readonly address: number;
  /** Bytes of one slot. */
  readonly stride: number;
}

/** Units in order, and where their values lie. */
export interface PlannedUnits {
  readonly units: readonly Unit[];
  readonly memory: MemoryPlan;
}

/** An input whose rows are taken from resident ones. */
export interface GatheredInput {
  readonly address: number;
  readonly rows: number;
  readonly resident: ResidentRows;
}

/** All that is decided about a program before its code is written. */
export interface ProgramPlan {
  readonly chunk: number;
  readonly loops: ReadonlyMap<Unit, Loops>;
  /** Those of them that two threads run. */
  readonly splits: ReadonlyMap<Unit, SplitLoops>;
  /** What is the same in every step. */
  readonly setup: PlannedUnits;
  readonly step: PlannedUnits;
  readonly constants: readonly { readonly value: Value; readonly address: number }[];
  readonly staged: ReadonlyMap<string, Slotted>;
  /** By their numbers in the trace. */
  readonly drawn: readonly (Slotted & { readonly id: number })[];
  readonly inputSlots: Slots;
  readonly gathered: readonly GatheredInput[];
  readonly indices: Slots;
  readonly outputs: ReadonlyMap<string, Slotted>;
  readonly outputSlots: Slots;
  /** States that are not computed in their place. */
  readonly copies: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
}

/** Bytes that a walk over numbers which lie apart may read behind the last one. */
function slackOf(loops: Iterable<Loops>): number {
  const strides = [...loops].flatMap(({ items }) =>
    items.flatMap(({ accesses }) => accesses.map((access) => access.strides.at(-1) ?? 0)),
  );
  return strides.reduce((most, stride) => Math.max(most, 16 * stride), 0) + 64;
}

/** Puts the given values into the slots of steps, one after the other. A single step has no slot: it finds them in their places. */
class SlotLayout {
  stride = 0;
  readonly #addressOf: (value: Value) => number;
  readonly #isSingle: boolean;

  constructor(chunk: number, addressOf: (value: Value) => number) {
    this.#addressOf = addressOf;
    this.#isSingle = chunk === 1;
  }

  add(value: Value): Slotted {
    const address = this.#addressOf(value);
    if (this.#isSingle) return { value, offset: address, address };
    const offset = this.stride;
    this.stride += 16 * Math.ceil(value.size / 4);
    return { value, offset, address };
  }

  slots(workspace: Workspace, chunk: number): Slots {
    if (this.#isSingle) return { address: 0, stride: 0 };
    return { address: workspace.allocate(this.stride * chunk + 16), stride: this.stride };
  }
}

/** The types that rows may have, by the type of the input that they are taken for. */
const ROW_TYPES: Readonly<Record<ElementType, readonly ResidentRows['type'][]>> = {
  float32: ['float32', 'uint8'],
  bool: ['float32', 'uint8'],
  int32: ['int32'],
};

function gatheredInput(
  name: string,
  { size, dtype }: Value,
  address: number,
  resident: ResidentRows,
): GatheredInput {
  if (!ROW_TYPES[dtype].includes(resident.type)) {
    throw new UnsupportedError(`rows of ${resident.type} have no code where '${name}' is ${dtype}`);
  }
  if (size % resident.rowSize === 0) return { address, rows: size / resident.rowSize, resident };
  throw rangeError('Program', `'${name}' to be whole rows of ${resident.rowSize} numbers`, size);
}

class Planner {
  readonly #workspace: Workspace;
  readonly #lowered: LoweredTrace;
  readonly #used: ReadonlySet<Value>;
  readonly #placed = new Map<Value, number>();
  readonly #loops = new Map<Unit, Loops>();
  readonly #splits = new Map<Unit, SplitLoops>();

  constructor(workspace: Workspace, trace: Trace) {
    this.#workspace = workspace;
    this.#lowered = lowerTrace(trace);
    this.#used = needed([...this.#lowered.newStates.values(), ...this.#lowered.outputs.values()]);
  }

  plan(chunk: number, gathered: Readonly<Record<string, ResidentRows>>): ProgramPlan {
    const { graph, inputs, drawn, newStates, outputs } = this.#lowered;
    const workspace = this.#workspace;
    const inOrder = graph.values.filter((value) => this.#used.has(value));
    const results = new Set([...newStates.values(), ...outputs.values()]);
    const updates = this.#placeStates();
    const constants = this.#placeConstants(inOrder);

    const fixed = inOrder.filter(({ isFixed }) => isFixed);
    const lasting = new Set(
      fixed.filter(({ origin }) => origin.kind !== 'constant' && origin.kind !== 'uniform'),
    );
    const setup = this.#units(fixed, lasting, new Map());
    for (const [value, address] of setup.memory.addresses) this.#placed.set(value, address);

    const inputLayout = new SlotLayout(chunk, (value) => this.#ownPlace(value));
    const staged = new Map<string, Slotted>();
    const gatheredInputs: GatheredInput[] = [];
    for (const [name, value] of inputs) {
      if (!this.#used.has(value)) continue;
      const resident = gathered[name];
      if (resident) gatheredInputs.push(gatheredInput(name, value, this.#ownPlace(value), resident));
      else staged.set(name, inputLayout.add(value));
    }
    const drawnInputs = drawn
      .filter(({ value }) => this.#used.has(value))
      .map(({ value, id }) => ({ ...inputLayout.add(value), id }));

    const units = schedule(inOrder.filter(({ isFixed }) => !isFixed));
    this.#addLoops(units);
    const { inPlace, copied } = placeStates(updates, units, this.#loops);
    const step = this.#planned(units, results, inPlace);
    const addressOf = (value: Value) => {
      // Nothing is computed of no numbers, and none are copied.
      const address = value.size === 0 ? 0 : step.memory.addresses.get(value);
      if (address === undefined) throw new TypeError('Program: expected each result to have a place.');
      return address;
    };
    const outputLayout = new SlotLayout(chunk, addressOf);
    const outputSlots = new Map([...outputs].map(([name, value]) => [name, outputLayout.add(value)]));
    const rowsOfBatch = gatheredInputs[0]?.rows ?? 0;
    if (gatheredInputs.some(({ rows }) => rows !== rowsOfBatch)) {
      const counts = gatheredInputs.map(({ rows }) => rows);
      throw rangeError('Program', 'inputs that take as many rows as each other', counts);
    }
    const plan = {
      chunk,
      loops: this.#loops,
      splits: this.#splits,
      setup,
      step,
      constants,
      staged,
      drawn: drawnInputs,
      inputSlots: inputLayout.slots(workspace, chunk),
      gathered: gatheredInputs,
      indices: { address: workspace.allocate(4 * rowsOfBatch * chunk + 16), stride: 4 * rowsOfBatch },
      outputs: outputSlots,
      outputSlots: outputLayout.slots(workspace, chunk),
      copies: copied.map(({ after, address }) => ({
        from: addressOf(after),
        to: address,
        bytes: 4 * after.size,
      })),
    };
    workspace.allocate(slackOf(this.#loops.values()));
    return plan;
  }

  #ownPlace(value: Value): number {
    const known = this.#placed.get(value);
    if (known !== undefined) return known;
    const address = this.#workspace.allocate(paddedBytes(value.size));
    this.#placed.set(value, address);
    return address;
  }

  #placeStates(): StateUpdate[] {
    const { states, newStates } = this.#lowered;
    const addressOf = (name: string) => {
      const address = this.#workspace.stateAddress(name);
      if (address === undefined) throw new UnsupportedError(`there is no state '${name}' in the workspace`);
      return address;
    };
    for (const [name, value] of states) this.#placed.set(value, addressOf(name));
    return [...newStates].map(([name, after]) => ({
      address: addressOf(name),
      before: states.get(name),
      after,
    }));
  }

  #placeConstants(values: readonly Value[]) {
    return values
      .filter(({ origin }) => origin.kind === 'constant' || origin.kind === 'uniform')
      .map((value) => ({ value, address: this.#ownPlace(value) }));
  }

  #addLoops(units: readonly Unit[]): void {
    for (const unit of units) {
      if (unit.kind !== 'loops') continue;
      const loops = unit.group.loops();
      this.#loops.set(unit, loops);
      const split = this.#workspace.threads === 2 ? splitLoops(loops) : undefined;
      if (split) this.#splits.set(unit, split);
    }
  }

  #units(
    values: readonly Value[],
    results: ReadonlySet<Value>,
    inPlace: ReadonlyMap<Value, number>,
  ): PlannedUnits {
    const units = schedule(values);
    this.#addLoops(units);
    return this.#planned(units, results, inPlace);
  }

  #planned(
    units: readonly Unit[],
    results: ReadonlySet<Value>,
    inPlace: ReadonlyMap<Value, number>,
  ): PlannedUnits {
    const reads = units.map(readBy);
    const memory = planMemory({
      units,
      reads,
      loops: this.#loops,
      splits: this.#splits,
      placed: new Map([...this.#placed, ...inPlace]),
      results,
      allocate: (bytes) => this.#workspace.allocate(bytes),
    });
    return { units, memory };
  }
}

/**
 * Decides what is computed together and where everything lies.
 *
 * @throws UnsupportedError naming the kernel that there is no code for, or the memory that there is not.
 */
export function planProgram(
  workspace: Workspace,
  trace: Trace,
  chunk: number,
  gathered: Readonly<Record<string, ResidentRows>>,
): ProgramPlan {
  return new Planner(workspace, trace).plan(chunk, gathered);
}
