import type { Tensor } from '@tensorflow/tfjs-core';

import type { RandomStream } from './randomStream.ts';
import { normalTensor, uniformTensor } from './tensors.ts';

function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const outputs = shape.at(-1) ?? 1;
  const inputs = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return { fanIn: inputs, fanOut: outputs };
}

/**
 * Uniform in ±√(6 / (fanIn + fanOut)), where the last axis counts outputs and the others inputs.
 *
 * @see X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural networks,
 *   2010
 */
export function glorotUniform(stream: RandomStream, shape: readonly number[]): Tensor {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return uniformTensor(stream, shape, -limit, limit);
}

/**
 * Normal with standard deviation √(2 / fanIn), for layers followed by a ReLU.
 *
 * @see K. He et al., Delving Deep into Rectifiers, 2015, arXiv:1502.01852
 */
export function heNormal(stream: RandomStream, shape: readonly number[]): Tensor {
  return normalTensor(stream, shape, 0, Math.sqrt(2 / fans(shape).fanIn));
}
