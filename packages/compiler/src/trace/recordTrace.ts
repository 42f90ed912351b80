import { rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { UnsupportedError } from '../kernels/Kernel.ts';
import { type KernelCall, knownOutputs, rememberOutputs, runDry } from './knownOutputs.ts';
import { whileListening } from './markDrawn.ts';
import type { Trace } from './Trace.ts';
import { TraceBuilder } from './TraceBuilder.ts';
import { withMethods } from './withMethods.ts';

type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** A function of tensors that is called over and over. */
export interface RecordedFunction {
  /** What stays from call to call; `run` finds these tensors where it keeps them. */
  readonly state: NamedTensors;
  /** What each call gets anew. */
  readonly inputs: NamedTensors;
  /**
   * One call, with operations of tf: gives the state after it and the results. What it makes is disposed, unless it
   * keeps it.
   */
  run(): { readonly state: NamedTensors; readonly outputs: NamedTensors };
}

/** Where something was asked for, in code that is neither tfjs's nor of this file. */
function placeOfCall(stack: string): string {
  const lines = stack.split('\n').filter((line) => /^\s*at .*:\d+:\d+/.test(line));
  const own = lines.find((line) => !/recordTrace\.[jt]s|@tensorflow|node:internal/.test(line));
  return own?.trim() ?? 'at an unknown place';
}

export interface RecordOptions {
  /**
   * Whether kernels may be left out that have run before with inputs of the same types and shapes: what they give then
   * holds zeros. For a recording whose results nobody looks at. Default false.
   */
  readonly isDry?: boolean;
}

/** Hears of the kernels that run, and of tensors that are read, outside of any kernel. */
interface Observer {
  /** @param isComputed - Whether it gives what it computes, and not zeros in its place. */
  kernel(call: KernelCall<unknown>, output: tf.Tensor | tf.Tensor[], isComputed: boolean): void;
  read(place: string): void;
}

function observe<Result>(observer: Observer, isDry: boolean, body: () => Result): Result {
  const engine = tf.engine();
  const runKernel: typeof engine.runKernel = engine.runKernel.bind(engine);
  const read = engine.read.bind(engine);
  const readSync = engine.readSync.bind(engine);
  // Kernels run others, which are part of them, but for copies that are saved for the gradient: some backends
  // copy the numbers for them.
  let depth = 0;
  const saved: (() => void)[] = [];
  const noteRead = () => {
    if (depth === 0) observer.read(placeOfCall(new Error().stack ?? ''));
  };
  return withMethods(
    engine,
    {
      runKernel<Output extends tf.Tensor | tf.Tensor[]>(
        name: string,
        inputs: tf.NamedTensorMap,
        attributes?: tf.NamedAttrMap,
      ): Output {
        const call = {
          name,
          inputs,
          attributes: attributes ?? {},
          run: () => runKernel<Output>(name, inputs, attributes),
        };
        const known = isDry && depth === 0 ? knownOutputs(call) : undefined;
        depth += 1;
        let output: Output;
        try {
          output = known ? runDry(call, known) : call.run();
        } finally {
          depth -= 1;
        }
        const note = () => observer.kernel(call, output, known === undefined);
        if (depth > 0) {
          if (name === 'Identity') saved.push(note);
          return output;
        }
        note();
        for (const noteSaved of saved.splice(0)) noteSaved();
        return output;
      },
      read(dataId) {
        noteRead();
        return read(dataId);
      },
      readSync(dataId) {
        noteRead();
        return readSync(dataId);
      },
    },
    body,
  );
}

function numbersOf(values: tf.BackendValues): Float32Array | Int32Array | Uint8Array {
  if (!Array.isArray(values) && !(values instanceof Uint8ClampedArray)) return values;
  throw new UnsupportedError('a tensor of strings has no code');
}

function checkApart(groups: readonly NamedTensors[]): void {
  const names = new Map<object, string>();
  for (const [name, { dataId }] of groups.flatMap((group) => Object.entries(group))) {
    const other = names.get(dataId);
    if (other !== undefined) {
      throw rangeError('recordTrace', `'${name}' to have data of its own`, `those of '${other}'`);
    }
    names.set(dataId, name);
  }
}

/**
 * Records which kernels a function runs, once, while it runs as ever.
 *
 * The function must do the same whenever it is called: a tensor that it reads, or that comes from nowhere, may be
 * another in the next call. Tensors from nowhere become constants, unless they say how they are drawn ({@link
 * markDrawn}); that these do not change is shown by a second recording.
 *
 * @throws UnsupportedError for a function that reads a tensor, and for strings and complex numbers.
 * @throws RangeError where two of the state and the inputs share their data.
 * @example
 * ```ts
 * const total = tf.scalar(0);
 * const x = tf.scalar(1);
 * const run = () => ({ state: { total: tf.add(total, x) }, outputs: { square: tf.square(x) } });
 * const trace = recordTrace({ state: { total }, inputs: { x }, run });
 * trace.kernels.map(({ name }) => name); // ['Add', 'Square']
 * ```
 */
export function recordTrace(
  { state, inputs, run }: RecordedFunction,
  { isDry = false }: RecordOptions = {},
): Trace {
  checkApart([state, inputs]);
  const engine = tf.engine();
  const readSync = engine.readSync.bind(engine);
  const builder = new TraceBuilder((dataId) => numbersOf(readSync(dataId)));
  for (const [name, tensor] of Object.entries(state)) builder.add(tensor, { kind: 'state', name });
  for (const [name, tensor] of Object.entries(inputs)) builder.add(tensor, { kind: 'input', name });

  // Thrown at the end: the function must not see errors that it doesn't have without a recording.
  let fault: Error | undefined;
  const unlessFaulty = (note: () => void) => {
    if (fault) return;
    try {
      note();
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      fault = error;
    }
  };
  const observer: Observer = {
    kernel: (call, output, isComputed) =>
      unlessFaulty(() => {
        const { name, inputs: given, attributes } = call;
        const computes = builder.kernel(name, given, attributes, [output].flat());
        if (computes && isComputed) rememberOutputs(call, output);
      }),
    read(place) {
      fault ??= new UnsupportedError(`a tensor is read back ${place}`);
    },
  };
  const traces: Trace[] = [];
  tf.tidy(() => {
    const results = whileListening(
      (tensor, fill) =>
        unlessFaulty(() => {
          if (tensor.dtype !== 'float32') {
            throw new UnsupportedError(`a drawn tensor is of type ${tensor.dtype}, not float32`);
          }
          builder.add(tensor, { kind: 'drawn', fill });
        }),
      () => observe(observer, isDry, run),
    );
    unlessFaulty(() => traces.push(builder.build(results.state, results.outputs)));
  });
  const [trace] = traces;
  if (trace && !fault) return trace;
  throw fault;
}
