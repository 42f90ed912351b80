import { testLoss } from '@losskit/testing';

import { testSpecialCaseOfBarron } from '../../fixtures/testSpecialCaseOfBarron.ts';
import { welsch } from './welsch.ts';

testLoss(welsch, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // A bell that is 1 at the top.
  reference: (yTrue, yPred, { scale = 1 }) => 1 - Math.E ** (-(((yPred - yTrue) / scale) ** 2) / 2),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 1], value: 1 - Math.exp(-0.5), gradient: Math.exp(-0.5) },
    { inputs: [0, -1e4], value: 1, gradient: 0 },
  ],
});

testSpecialCaseOfBarron(welsch, Number.NEGATIVE_INFINITY);
