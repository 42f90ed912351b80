import * as tf from '@tensorflow/tfjs';

import { type Problem, valuesOf } from '../cases/problem.ts';
import type { Runner } from '../protocol/Peer.ts';
import { readNumber, takeNumber, tensorOf } from './tensors.ts';

/** Value and gradient of a loss by the gradients of the selected backend. */
export function gradientRunner(problem: Problem, loss: (predictions: tf.Tensor) => tf.Tensor): Runner {
  const predictions = tensorOf(valuesOf(problem, 'predictions'));
  const valueAndGradient = tf.valueAndGrad(loss);
  return {
    async run(steps) {
      for (let taken = 0; taken < steps; taken++) {
        const { value, grad } = valueAndGradient(predictions);
        if (taken === steps - 1) await readNumber(value);
        tf.dispose([value, grad]);
      }
    },
    async evaluate() {
      const { value, grad } = valueAndGradient(predictions);
      const norm = tf.tidy(() => tf.norm(grad));
      grad.dispose();
      return [await takeNumber(value), await takeNumber(norm)];
    },
  };
}
