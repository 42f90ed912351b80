import * as tf from '@tensorflow/tfjs-core';

import { withoutTape } from './withoutTape.ts';

/** Hands on what the value has computed and the gradient would compute again. */
export type Save = (...tensors: tf.Tensor[]) => void;

/**
 * An unreduced loss with its gradient beside it, for formulas whose gradient is much shorter than the chain
 * of tfjs's own.
 *
 * `dy` has the shape of the loss, or none where all of it is reduced with one factor: then no tensor of
 * gradients has to be made for the reduction. A gradient made of differentiable ops gives second derivatives
 * too; for those nothing is saved, because they have to see how the gradient comes from the inputs.
 */
export interface CustomGradient {
  readonly inputs: readonly tf.Tensor[];
  readonly value: (save: Save, ...inputs: tf.Tensor[]) => tf.Tensor;
  /** For each input, what makes the derivative with respect to it, times `dy`. */
  readonly gradients: (
    dy: tf.Tensor,
    saved: readonly tf.Tensor[],
    ...inputs: tf.Tensor[]
  ) => readonly (() => tf.Tensor)[];
}

interface Call {
  readonly value: tf.Tensor;
  readonly gradients: CustomGradient['gradients'];
  /** How many of the operation's inputs are those of the function; the others were saved. */
  readonly arity: number;
}

/**
 * What was computed for each call, by the attributes object that tfjs keeps with the operation, and no longer
 * than that.
 */
const calls = new WeakMap<tf.NamedAttrMap, Call>();

function callOf(attributes: tf.NamedAttrMap | undefined): Call {
  const call = attributes && calls.get(attributes);
  if (!call) throw new TypeError('customGradient: expected tfjs to hand on the attributes of the operation.');
  return call;
}

/**
 * The operations of this copy of the package, by their number of inputs; another copy has calls of its own.
 */
const operations = new Map<number, string>();

function registerGradient(inputNames: readonly string[]): string {
  let kernelName = `CustomGradient${inputNames.length}`;
  while (tf.getGradient(kernelName)) kernelName += '_';
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (dy, tensors, attributes) => {
      const [slope = tf.scalar(0)] = [dy].flat();
      const { gradients, arity } = callOf(attributes);
      // Recorded gradients are differentiated again.
      const isRecorded = tf.engine().state.gradientDepth > 0;
      const makers = gradients(slope, isRecorded ? [] : tensors.slice(arity), ...tensors.slice(0, arity));
      return Object.fromEntries(
        inputNames.map((name, index) => [name, makers[index] ?? (() => tf.scalar(0))]),
      );
    },
  });
  operations.set(inputNames.length, kernelName);
  return kernelName;
}

/**
 * The operation of so many inputs, registered with tfjs on the backend that runs: it gives what was computed
 * already.
 */
function operationOf(inputNames: readonly string[]): string {
  const kernelName = operations.get(inputNames.length) ?? registerGradient(inputNames);
  const backendName = tf.getBackend();
  if (!tf.getKernel(kernelName, backendName)) {
    tf.registerKernel({ kernelName, backendName, kernelFunc: ({ attrs }) => callOf(attrs).value });
  }
  return kernelName;
}

/**
 * A function of several tensors with gradients of our own. Only those are computed that somebody asks for,
 * where `tf.customGrad` computes them all.
 *
 * A gradient made of tf ops is differentiable in its turn, as long as none of those
 * saves its output (`tf.exp`, `tf.sigmoid`, `tf.softmax`, `tf.max`: their second derivative is wrong in
 * tfjs).
 */
export function customGradient({ inputs, value, gradients }: CustomGradient): tf.Tensor {
  const saved: tf.Tensor[] = [];
  const [result = tf.scalar(0), ...kept] = withoutTape(() =>
    tf.tidy(() => {
      const computed = value((...tensors) => void saved.push(...tensors), ...inputs);
      return [computed, ...saved];
    }),
  );
  const named = Object.fromEntries([...inputs, ...kept].map((tensor, index) => [`input${index}`, tensor]));
  const attributes: tf.NamedAttrMap = {};
  calls.set(attributes, { value: result, gradients, arity: inputs.length });
  tf.engine().runKernel(operationOf(Object.keys(named)), named, attributes);
  // What the backward pass needs was saved with the operation.
  tf.dispose(kept);
  return result;
}
