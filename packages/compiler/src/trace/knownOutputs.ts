import * as tf from '@tensorflow/tfjs-core';

import { exactKey } from '../graph/exactKey.ts';
import type { KernelInputs, TensorLike } from './TraceBuilder.ts';
import { withMethods } from './withMethods.ts';

/** A kernel about to run. */
export interface KernelCall<Output> {
  readonly name: string;
  readonly inputs: KernelInputs;
  readonly attributes: tf.NamedAttrMap;
  run(): Output;
}

/** Types and shapes of what a kernel gives. */
export interface KnownOutputs {
  readonly shapes: readonly Pick<TensorLike, 'shape' | 'dtype'>[];
  readonly isList: boolean;
}

/** By backend, kernel, attributes, and types and shapes of the inputs, which decide them. */
const known = new Map<string, KnownOutputs>();
const MOST_KNOWN = 8192;

function keyOf({ name, inputs, attributes }: KernelCall<unknown>): string {
  const given = Object.entries(inputs).map(
    ([input, tensor]) => tensor && `${input} ${tensor.dtype}[${tensor.shape}]`,
  );
  return `${tf.getBackend()} ${name} ${exactKey(attributes)} ${given.join()}`;
}

/** Keeps types and shapes of what a kernel gave that computes something, and doesn't just look at its inputs anew. */
export function rememberOutputs(call: KernelCall<unknown>, output: tf.Tensor | tf.Tensor[]): void {
  const tensors = [output].flat();
  const given = new Set(Object.values(call.inputs).map((tensor) => tensor?.dataId));
  if (tensors.some(({ dataId }) => given.has(dataId))) return;
  const shapes = tensors.map(({ shape, dtype }) => ({ shape: [...shape], dtype }));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(keyOf(call), { shapes, isList: Array.isArray(output) });
}

/** What is known of the outputs of a kernel like this. */
export function knownOutputs(call: KernelCall<unknown>): KnownOutputs | undefined {
  return known.get(keyOf(call));
}

/** Runs a kernel that gives zeros in the place of what it computes. */
export function runDry<Output>(call: KernelCall<Output>, { shapes, isList }: KnownOutputs): Output {
  // Where a backend has memory of its own, zeros would be written twice.
  const zeros = shapes.map(({ shape, dtype }) => tf.fill([...shape], 0, dtype));
  const [only] = zeros;
  const kernelFunc = () => (only && !isList ? only : zeros);
  // In the place of the kernel alone: the engine goes on to note what it needs for gradients.
  return withMethods(tf.getKernel(call.name, tf.getBackend()), { kernelFunc }, call.run);
}
