import * as tf from '@tensorflow/tfjs';

import type { ProductWork } from '../cases/Case.ts';
import { type Problem, valuesOf } from '../cases/problem.ts';
import type { Runner } from '../protocol/Peer.ts';
import { meanSquare, tensorOf } from './tensors.ts';

/** Products by the kernel that the selected backend has. */
export function productRunner(problem: Problem, work: ProductWork): Runner {
  const [a, b] = [tensorOf(valuesOf(problem, 'a')), tensorOf(valuesOf(problem, 'b'))];
  const product = () => tf.matMul(a, b, work.transposeA ?? false, work.transposeB ?? false);
  return {
    async run(steps) {
      for (let left = steps; left > 1; left--) product().dispose();
      const last = product();
      // Waits for a backend that works ahead.
      await last.data();
      last.dispose();
    },
    async evaluate() {
      const result = product();
      const mean = await meanSquare(result);
      result.dispose();
      return [mean];
    },
  };
}
