import { describe, expect, test } from 'vitest';

import type { StepFunction } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { LOOP_STEPS, PRODUCT_STEPS, shapesOf, traceOf } from '../../fixtures/sharedSteps.ts';
import type { Trace } from '../trace/Trace.ts';
import { MOST_SHARED_PAGES, pagesFor } from '../wasm/ModuleBuilder.ts';
import { emitProgram } from './emitProgram.ts';
import { type ProgramPlan, planProgram } from './planProgram.ts';
import { Workspace } from './Workspace.ts';

/** Plans for two threads, without any. */
class PlannedForTwo extends Workspace {
  override readonly threads = 2;
}

interface Planned {
  readonly trace: Trace;
  readonly plan: ProgramPlan;
  readonly workspace: Workspace;
}

function planned(step: StepFunction): Planned {
  const workspace = new PlannedForTwo(shapesOf(step));
  const trace = traceOf(step);
  return { trace, workspace, plan: planProgram(workspace, trace, 1, {}) };
}

const floats = (memory: WebAssembly.Memory, address: number, size: number) =>
  new Float32Array(memory.buffer, address, size);

type Results = Record<string, Float32Array>;

/** What a step gives in halves, each second one before its first. */
function inHalves(step: StepFunction, { plan, workspace }: Planned): Results {
  const memory = new WebAssembly.Memory({
    initial: pagesFor(workspace.end),
    maximum: MOST_SHARED_PAGES,
    shared: true,
  });
  const call = (name: string, ...values: number[]) => {
    const run = exports[name];
    if (typeof run === 'function') run(...values);
  };
  const environment = { memory, offer: (work: number) => call(`half${work}`), isLeft: () => 0 };
  const code = emitProgram(plan, { fusedMultiplyAdd: false }, workspace.end, 2);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { environment });
  for (const { value, address } of plan.constants) {
    const { origin, size } = value;
    if (origin.kind === 'uniform') floats(memory, address, size).fill(origin.number);
    if (origin.kind === 'constant') floats(memory, address, size).set(origin.values);
  }
  const stateOf = (name: string, size: number) => floats(memory, workspace.stateAddress(name) ?? 0, size);
  for (const [name, tensor] of Object.entries(step.state)) {
    stateOf(name, tensor.size).set(tensor.dataSync());
  }
  call('setup');
  call('run', 1);
  const states = Object.entries(step.state).map(([name, { size }]) => [name, stateOf(name, size)] as const);
  const outputs = [...plan.outputs].map(
    ([name, { address, value }]) => [`output ${name}`, floats(memory, address, value.size)] as const,
  );
  return Object.fromEntries([...states, ...outputs]);
}

/** What it gives as it is. */
function whole(step: StepFunction, trace: Trace): Results {
  const { program, workspace } = compiledProgram(step, { trace });
  program.run(1);
  const states = Object.keys(step.state).map(
    (name) => [name, Float32Array.from(workspace.state(name))] as const,
  );
  const outputs = [...trace.outputs.keys()].map(
    (name) => [`output ${name}`, Float32Array.from(program.output(name))] as const,
  );
  workspace.dispose();
  return Object.fromEntries([...states, ...outputs]);
}

function expectSameBits(step: StepFunction, given = planned(step)): void {
  const halves = inHalves(step, given);
  const expected = whole(step, given.trace);
  const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array = new Float32Array()) =>
    Buffer.from(buffer, byteOffset, byteLength);
  for (const [name, values] of Object.entries(expected)) {
    if (bytesOf(values).equals(bytesOf(halves[name]))) continue;
    const differing = values.findIndex((value, index) => !Object.is(value, halves[name]?.[index]));
    expect(differing, name).toBe(-1);
  }
}

describe('halves in any order have the bits of the whole', () => {
  test.each(LOOP_STEPS)('of loops over %s, of which %i are in halves', (_, shared, makeStep) => {
    const step = makeStep();
    const given = planned(step);
    expect(given.plan.splits.size).toBe(shared);
    expectSameBits(step, given);
  });

  test.each(PRODUCT_STEPS)('of the product %s', (_, makeStep) => expectSameBits(makeStep()));
});
