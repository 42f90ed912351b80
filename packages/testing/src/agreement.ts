import {
  Program,
  type ProgramOptions,
  type RecordedFunction,
  recordTrace,
  type TensorShape,
  Workspace,
} from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs';

type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** A function that is called over and over, on the state that it gave before. */
export interface StepFunction {
  readonly state: NamedTensors;
  readonly inputs: NamedTensors;
  /** @param step - For what is drawn. */
  run(
    state: NamedTensors,
    inputs: NamedTensors,
    step: number,
  ): { readonly state: NamedTensors; readonly outputs: NamedTensors };
}

export interface AgreementOptions extends ProgramOptions {
  /** A tensor of smaller numbers than this counts as one of this size: it may be what is left of larger ones. */
  readonly least?: number;
}

/** The largest difference of the compiled and the eager function, and where it is. */
export interface Agreement {
  /** Relative to the largest number of its tensor. */
  readonly difference: number;
  readonly where: string;
}

type Kept = Float32Array | Int32Array;

/** How a tensor lies in the memory of a program. */
export function shapeOf({ shape, dtype }: tf.Tensor) {
  return { shape, dtype: dtype === 'int32' || dtype === 'bool' ? dtype : ('float32' as const) };
}

function difference(got: ArrayLike<number>, wanted: ArrayLike<number>, least: number): number {
  const finite = Array.from(wanted).filter(Number.isFinite).map(Math.abs);
  const scale = finite.reduce((most, size) => Math.max(most, size), least);
  let most = got.length === wanted.length ? 0 : Number.POSITIVE_INFINITY;
  for (let index = 0; index < wanted.length; index++) {
    const [a = Number.NaN, b = Number.NaN] = [got[index], wanted[index]];
    if (Object.is(a, b) || a === b) continue;
    const apart =
      Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) / scale : Number.POSITIVE_INFINITY;
    most = Math.max(most, apart);
  }
  return most;
}

type Numbers = Float32Array | Int32Array;

/** A program and its memory, as far as a comparison needs them. */
export interface CompiledFunction {
  readonly program: {
    staged(name: string, slot: number): Numbers | undefined;
    run(steps: number, firstStep: number): void;
    output(name: string): Numbers;
  };
  readonly workspace: { state(name: string): Numbers; dispose(): void };
}

/** Compiles a function; a test may do it with a compiler of its own. */
export type CompileFunction = (
  recorded: RecordedFunction,
  shapes: Readonly<Record<string, TensorShape>>,
  options: ProgramOptions,
) => CompiledFunction;

const compile: CompileFunction = (recorded, shapes, options) => {
  const workspace = new Workspace(shapes);
  return { workspace, program: new Program(workspace, recordTrace(recorded), options) };
};

/**
 * Runs a function eagerly and compiled, each step from the same state, with inputs that are turned by one place from step to
 * step, and compares all that it gives.
 */
export function agreementOf(
  compileFunction: CompileFunction,
  { state, inputs, run }: StepFunction,
  steps: number,
  { least = 1e-30, ...options }: AgreementOptions = {},
): Agreement {
  const shapes = Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name, shapeOf(tensor)]));
  const recorded = { state, inputs, run: () => run(state, inputs, 0) };
  const { program, workspace } = compileFunction(recorded, shapes, options);
  let worst: Agreement = { difference: 0, where: 'nowhere' };
  try {
    let now: NamedTensors = Object.fromEntries(
      Object.entries(state).map(([name, tensor]) => [name, tf.clone(tensor)]),
    );
    for (let step = 0; step < steps; step++) {
      const given = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => {
          const values = [...tensor.dataSync()];
          return [
            name,
            tf.tensor(
              [...values.slice(step % values.length), ...values.slice(0, step % values.length)],
              tensor.shape,
              tensor.dtype,
            ),
          ];
        }),
      );
      for (const [name, tensor] of Object.entries(now)) workspace.state(name).set(tensor.dataSync());
      for (const [name, tensor] of Object.entries(given)) program.staged(name, 0)?.set(tensor.dataSync());
      program.run(1, step);
      const wanted = tf.tidy(() => {
        const result = run(now, given, step);
        return { state: { ...result.state }, outputs: { ...result.outputs } };
      });
      const compare = (kind: string, name: string, got: Kept, tensor: tf.Tensor) => {
        const apart = difference(got, tensor.dataSync(), least);
        if (apart > worst.difference)
          worst = { difference: apart, where: `${kind} ${name} [${tensor.shape}] of step ${step}` };
      };
      for (const [name, tensor] of Object.entries(wanted.outputs))
        compare('output', name, program.output(name), tensor);
      for (const [name, tensor] of Object.entries(wanted.state))
        compare('state', name, workspace.state(name), tensor);
      const made = [now, given, wanted.outputs].flatMap((tensors) => Object.values(tensors));
      const kept = new Set(Object.values(wanted.state));
      for (const tensor of new Set(made)) if (!kept.has(tensor)) tensor.dispose();
      now = wanted.state;
    }
    tf.dispose(now);
  } finally {
    workspace.dispose();
  }
  return worst;
}

/** {@link agreementOf} the compiler of the workspace. */
export function agreement(step: StepFunction, steps: number, options: AgreementOptions = {}): Agreement {
  return agreementOf(compile, step, steps, options);
}

/** How far a step may be from the eager one. Sums of 32-bit floats in another order are apart by as much. */
export const TOLERANCE = 2e-6;
