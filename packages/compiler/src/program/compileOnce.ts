import { exactKey } from '../graph/exactKey.ts';
import type { EmitOptions } from '../kernels/Kernel.ts';
import { bytesOf } from '../trace/bytesOf.ts';
import type { Trace, TracedValue } from '../trace/Trace.ts';
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
  /** Where its workspace ends with it. */
  readonly end: number;
}

/** Runs of one comparison differ in their numbers alone; the engine's optimised code is kept with the module, too. */
const compiled = new Map<string, CompiledProgram>();
/** Characters of the keys of all programs that are kept, which take about ten times as many bytes: enough for those of a hundred losses. */
const MOST_KEY_CHARACTERS = 2 ** 23;
const MOST_CONSTANT_BYTES = 2 ** 20;

/** A character for each byte, and another one for another byte. */
const bytesAsText = new TextDecoder('windows-1252');

function describeSource(workspace: Workspace, { source }: TracedValue): unknown {
  if (source.kind === 'state') return [source.kind, source.name, workspace.stateAddress(source.name)];
  if (source.kind === 'input') return [source.kind, source.name];
  if (source.kind !== 'constant') return source.kind;
  return bytesAsText.decode(bytesOf(source.values));
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
  const code = emitProgram(plan, { fusedMultiplyAdd }, workspace.end, workspace.threads);
  const module = new WebAssembly.Module(code);
  return { plan, module, codeBytes: code.length, end: workspace.end };
}

/** Keeps a program as the last one that was used, and drops those that were not used for longest where they are too many. */
function keep(key: string, program: CompiledProgram): void {
  compiled.delete(key);
  compiled.set(key, program);
  let characters = [...compiled.keys()].reduce((sum, { length }) => sum + length, 0);
  for (const oldest of compiled.keys()) {
    if (characters <= MOST_KEY_CHARACTERS) return;
    compiled.delete(oldest);
    characters -= oldest.length;
  }
}

/** Compiles a trace for a workspace, or finds the program that was compiled for one like it. */
export function compileOnce(workspace: Workspace, trace: Trace, options: CompileOptions): CompiledProgram {
  if (constantBytes(trace) > MOST_CONSTANT_BYTES) return compile(workspace, trace, options);
  const key = keyOf(workspace, trace, options);
  const known = compiled.get(key);
  const program = known ?? compile(workspace, trace, options);
  if (known) workspace.allocate(known.end - workspace.end);
  keep(key, program);
  return program;
}
