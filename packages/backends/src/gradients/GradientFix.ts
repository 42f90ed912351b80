import * as tf from '@tensorflow/tfjs-core';

import type { Fix } from '../installedFixes.ts';

/** A gradient that tfjs lacks or has wrong. */
export interface GradientFix extends Fix {
  /**
   * Whether tfjs's own gradient gives what it should, tried on a few numbers. Not asked where it has none.
   */
  readonly isRight: (own: tf.GradConfig) => boolean;
  /** The right one, which may use tfjs's own. */
  readonly make: (own: tf.GradConfig | undefined) => tf.GradConfig;
}

/** The gradient of a kernel's only output. */
export function only(dy: tf.Tensor | tf.Tensor[]): tf.Tensor {
  if (!Array.isArray(dy)) return dy;
  const [first] = dy;
  if (!first || dy.length > 1) throw new TypeError(`gradient: expected one output, got ${dy.length}.`);
  return first;
}

/** What a kernel saved for its gradient. */
export function saved(tensors: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = tensors[index];
  if (!tensor) throw new TypeError(`gradient: expected ${index + 1} saved tensors, got ${tensors.length}.`);
  return tensor;
}

/** A gradient of a broadcast input, summed over what it was repeated along. */
export function sumToShape(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  const summed = axes.length > 0 ? tf.sum(gradient, axes) : gradient;
  return tf.reshape(summed, shape);
}

/** Whether the gradients of these inputs have their shapes; false where tfjs throws. */
export function hasShapes(
  own: tf.GradConfig,
  dyShape: number[],
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: tf.NamedAttrMap = {},
): boolean {
  try {
    return tf.tidy(() => {
      const gradients = own.gradFunc(tf.ones(dyShape), Object.values(inputs), attributes);
      return Object.entries(inputs).every(([name, input]) => {
        const gradient = gradients[name]?.();
        return gradient?.dtype === 'float32' && tf.util.arraysEqual(gradient.shape, input.shape);
      });
    });
  } catch {
    return false;
  }
}
