import { testLoss } from '@losskit/testing';

import { meanAbsolutePercentageError } from './meanAbsolutePercentageError.ts';

testLoss(meanAbsolutePercentageError, {
  options: [{}],
  // How far the ratio of prediction and target is from 1.
  // The sign of the target does not matter, and below 1e-7 its size doesn't either.
  reference: (yTrue, yPred) =>
    Math.abs(yTrue) < 1e-7 ? 1e9 * Math.abs(yPred - yTrue) : Math.abs(yPred / yTrue - 1) * 100,
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [4, 5], value: 25, gradient: 25 },
    { inputs: [-4, 5], value: 225, gradient: 25 },
    { inputs: [0, 1], value: 1e9, gradient: 1e9 },
    { inputs: [0, 0], value: 0, gradient: 0 },
  ],
});
