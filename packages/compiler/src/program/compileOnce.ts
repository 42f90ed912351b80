import { exactKey } from '../graph/exactKey.ts';
import type { EmitOptions } from '../kernels/Kernel.ts';
import type { Trace, TracedValue } from '../trace/Trace.ts';
import { HAND_OVER_BYTES } from './emitHandOver.ts';
import { emitProgram } from './emitProgram.ts';
import { type ProgramPlan, planProgram } from './planProgram.ts';
import type { ResidentRows, Workspace } from './Workspace.ts';

export interface CompileOptions extends EmitOptions {
  readonly chunk: number;
  readonly gathered: Readonly<Record<string, ResidentRows>>;
}

/** A program without its memory. */
export interface CompiledProgram {
  readonly plan: ProgramPlan;
  readonly module: WebAssembly.Module;
  readonly codeBytes: number;
  /** Where two threads talk, if it has two. */
  readonly handOver: number | undefined;
  /** Where its workspace ends with it. */
  readonly end: number;
}

/** Runs of one comparison differ in their numbers alone; the engine's optimised code is kept with the module, too. */
const compiled = new Map<string, CompiledProgram>();
const MOST_COMPILED = 32;
const MOST_CONSTANT_BYTES = 2 ** 20;

function describeSource(workspace: Workspace, { source }: TracedValue): unknown {
  if (source.kind === 'state') return [source.kind, source.name, workspace.stateAddress(source.name)];
  if (source.kind === 'input') return [source.kind, source.name];
  if (source.kind !== 'constant') return source.kind;
  const { buffer, byteOffset, byteLength } = source.values;
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

function constantBytes({ values }: Trace): number {
  return values.reduce(
    (sum, { source }) => sum + (source.kind === 'constant' ? source.values.byteLength : 0),
    0,
  );
}

/** All that decides a program's code and where things lie in it. */
function keyOf(workspace: Workspace, trace: Trace, options: CompileOptions): string {
  const { values, kernels, state, outputs } = trace;
  const described = values.map((value) => [value.size, value.dtype, describeSource(workspace, value)]);
  const changed = [...state].map((entry) => [entry, workspace.stateAddress(entry[0])]);
  return exactKey([workspace.end, workspace.threads, options, described, kernels, changed, [...outputs]]);
}

function compile(
  workspace: Workspace,
  trace: Trace,
  { chunk, gathered, fusedMultiplyAdd }: CompileOptions,
): CompiledProgram {
  const plan = planProgram(workspace, trace, chunk, gathered);
  const handOver = workspace.threads === 2 ? workspace.allocate(HAND_OVER_BYTES) : undefined;
  const code = emitProgram(plan, { fusedMultiplyAdd }, workspace.end, handOver);
  return { plan, handOver, module: new WebAssembly.Module(code), codeBytes: code.length, end: workspace.end };
}

/** Compiles a trace for a workspace, or finds the program that was compiled for one like it. */
export function compileOnce(workspace: Workspace, trace: Trace, options: CompileOptions): CompiledProgram {
  if (constantBytes(trace) > MOST_CONSTANT_BYTES) return compile(workspace, trace, options);
  const key = keyOf(workspace, trace, options);
  const known = compiled.get(key);
  // The last one used is the last one to be dropped.
  compiled.delete(key);
  const program = known ?? compile(workspace, trace, options);
  if (known) workspace.allocate(known.end - workspace.end);
  compiled.set(key, program);
  const [oldest] = compiled.keys();
  if (compiled.size > MOST_COMPILED && oldest !== undefined) compiled.delete(oldest);
  return program;
}
