import { testLoss } from '@losskit/testing';

import { huber } from './huber.ts';

testLoss(huber, {
  options: [{}, { delta: 0.4 }, { delta: 10 }, { delta: 1e-3 }],
  // The two branches of the definition, not the clipped residual of the formula.
  reference(yTrue, yPred, { delta = 1 }) {
    const residual = Math.abs(yPred - yTrue);
    return residual <= delta ? residual ** 2 / 2 : delta * (residual - delta / 2);
  },
  cases: [
    { inputs: [0, 0], value: 0, gradient: 0 },
    { inputs: [0, 2], options: { delta: 2 }, value: 2, gradient: 2 },
    { inputs: [0, -2], options: { delta: 2 }, value: 2, gradient: -2 },
    { inputs: [0, -9], options: { delta: 2 }, value: 16, gradient: -2 },
  ],
});
