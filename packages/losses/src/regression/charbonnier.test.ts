import { testLoss } from '@losskit/testing';

import { testSpecialCaseOfBarron } from '../../fixtures/testSpecialCaseOfBarron.ts';
import { charbonnier } from './charbonnier.ts';

testLoss(charbonnier, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // The length of a hypotenuse beyond that of one side.
  reference: (yTrue, yPred, { scale = 1 }) => Math.hypot((yPred - yTrue) / scale, 1) - 1,
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 0.75], value: 0.25, gradient: 0.6 },
    { inputs: [0, -4e4], options: { scale: 2 }, value: 19999, gradient: -0.5 },
  ],
});

testSpecialCaseOfBarron(charbonnier, 1);
