import * as tf from '@tensorflow/tfjs-core';

type Forward = (...inputs: tf.Tensor[]) => tf.Tensor;
type Gradients = (dy: tf.Tensor, ...inputs: tf.Tensor[]) => readonly (() => tf.Tensor)[];

/** What each call computes, by the attributes object that tfjs keeps with the operation, and no longer than that. */
const calls = new WeakMap<tf.NamedAttrMap, { readonly forward: Forward; readonly gradients: Gradients }>();

function callOf(attributes: tf.NamedAttrMap | undefined) {
  const call = attributes && calls.get(attributes);
  if (!call)
    throw new TypeError('withLazyGradients: expected tfjs to hand on the attributes of the operation.');
  return call;
}

/** The operations of this copy of the package, by their number of inputs; another copy has calls of its own. */
const operations = new Map<number, string>();

function registerGradient(inputNames: readonly string[]): string {
  let kernelName = `WithLazyGradients${inputNames.length}`;
  while (tf.getGradient(kernelName)) kernelName += '_';
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (dy, saved, attributes) => {
      const [slope = tf.scalar(0)] = [dy].flat();
      const makers = callOf(attributes).gradients(slope, ...saved);
      return Object.fromEntries(
        inputNames.map((name, index) => [name, makers[index] ?? (() => tf.scalar(0))]),
      );
    },
  });
  operations.set(inputNames.length, kernelName);
  return kernelName;
}

/** The operation of so many inputs, registered with tfjs on the backend that runs. */
function operationOf(inputNames: readonly string[]): string {
  const kernelName = operations.get(inputNames.length) ?? registerGradient(inputNames);
  const backendName = tf.getBackend();
  if (!tf.getKernel(kernelName, backendName)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => {
        const tensors = inputNames.map((name) => inputs[name]).filter((input) => input instanceof tf.Tensor);
        return tf.tidy(() => callOf(attrs).forward(...tensors));
      },
    });
  }
  return kernelName;
}

/**
 * A function of several tensors with gradients of our own. Only those are computed that somebody asks for, where
 * `tf.customGrad` computes them all.
 *
 * A gradient made of tf ops is differentiable in its turn, as long as none of those
 * saves its output (`tf.exp`, `tf.sigmoid`, `tf.softmax`, `tf.max`: their second derivative is wrong in tfjs).
 *
 * @param gradients - For each input, what makes the derivative with respect to it, times `dy`.
 */
export function withLazyGradients(
  inputs: readonly tf.Tensor[],
  forward: Forward,
  gradients: Gradients,
): tf.Tensor {
  const names = inputs.map((_, index) => `input${index}`);
  const attributes: tf.NamedAttrMap = {};
  calls.set(attributes, { forward, gradients });
  const named = Object.fromEntries(inputs.map((input, index) => [`input${index}`, input]));
  return tf.engine().runKernel<tf.Tensor>(operationOf(names), named, attributes);
}
