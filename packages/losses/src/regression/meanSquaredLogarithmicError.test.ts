import { testLoss } from '@losskit/testing';

import { meanSquaredLogarithmicError } from './meanSquaredLogarithmicError.ts';

testLoss(meanSquaredLogarithmicError, {
  options: [{}],
  // The ratio, in powers of two.
  reference: (yTrue, yPred) =>
    (Math.log2((1 + Math.max(yPred, 0)) / (1 + Math.max(yTrue, 0))) * Math.LN2) ** 2,
  cases: [
    { inputs: [3, 3], value: 0, gradient: 0 },
    { inputs: [Math.E - 1, 0], value: 1, gradient: -2 },
    { inputs: [Math.E - 1, -0.5], value: 1, gradient: 0 },
    { inputs: [-7, Math.E - 1], value: 1, gradient: 2 / Math.E },
  ],
});
