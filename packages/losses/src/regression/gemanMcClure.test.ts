import { testLoss } from '@losskit/testing';

import { testSpecialCaseOfBarron } from '../../fixtures/testSpecialCaseOfBarron.ts';
import { gemanMcClure } from './gemanMcClure.ts';

testLoss(gemanMcClure, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // What is missing to 2.
  reference: (yTrue, yPred, { scale = 1 }) => 2 - 8 / (((yPred - yTrue) / scale) ** 2 + 4),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 2], value: 1, gradient: 0.5 },
    { inputs: [0, -4], options: { scale: 2 }, value: 1, gradient: -0.25 },
  ],
});

testSpecialCaseOfBarron(gemanMcClure, -2);
