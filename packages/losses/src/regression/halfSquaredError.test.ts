import { testLoss } from '@losskit/testing';

import { halfSquaredError } from './halfSquaredError.ts';

testLoss(halfSquaredError, {
  options: [{}],
  // The area under the line y = r from 0 to the residual.
  reference: (yTrue, yPred) => ((yPred - yTrue) / 2) * (yPred - yTrue),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [1, 5], value: 8, gradient: 4 },
  ],
});
