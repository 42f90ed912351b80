import { testLoss } from '@losskit/testing';

import { l1Penalty } from './l1Penalty.ts';

testLoss(l1Penalty, {
  options: [{}, { lambda: 0 }, { lambda: 2.5 }],
  parameterReference: (parameter, { lambda = 0.01 }) => lambda * (parameter < 0 ? -parameter : parameter),
  cases: [
    { inputs: [0], value: 0, gradient: 0 },
    { inputs: [-4], options: { lambda: 0.5 }, value: 2, gradient: -0.5 },
  ],
});
