import { testLoss } from '@losskit/testing';

import { testSpecialCaseOfBarron } from '../../fixtures/testSpecialCaseOfBarron.ts';
import { cauchy } from './cauchy.ts';

testLoss(cauchy, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // Minus the log density of a Cauchy distribution with scale √2, relative to its peak.
  reference: (yTrue, yPred, { scale = 1 }) => {
    const density = (x: number) => 1 / (Math.PI * Math.SQRT2 * (1 + (x / Math.SQRT2) ** 2));
    return Math.log(density(0) / density((yPred - yTrue) / scale));
  },
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, Math.SQRT2], value: Math.LN2, gradient: Math.SQRT1_2 },
    { inputs: [0, -2], options: { scale: 2 }, value: Math.log(1.5), gradient: -1 / 3 },
  ],
});

testSpecialCaseOfBarron(cauchy, 0);
