import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { multiMargin } from './multiMargin.ts';

testLoss(multiMargin, {
  options: [{}, { p: 2 }, { margin: 3 }, { p: 2, margin: 0.5, classWeights: [1, 0.5, 3, 0] }],
  // All classes, and then without the true one, which is short of the margin by itself.
  rowReference(target, logits, { p = 1, margin = 1 }) {
    const short = (by: number) => (by > 0 ? by ** p : 0);
    return target.reduce((sum, t, c) => {
      const [own = 0] = logits.slice(c);
      const all = logits.reduce((total, logit) => total + short(margin + logit - own), 0);
      return sum + (t * (all - short(margin))) / logits.length;
    }, 0);
  },
});

test('at the edge of the margin the gradient is 0, for both powers', () => {
  for (const p of [1, 2]) {
    const loss = (x: tf.Tensor) => multiMargin(tf.tensor1d([0], 'int32'), x, { p });
    expect(tf.grad(loss)(tf.tensor2d([[2, 1, 0]]))).toBeAllClose([0, 0, 0], { atol: 0 });
  }
});
