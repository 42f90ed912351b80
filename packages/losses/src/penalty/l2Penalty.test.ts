import { testLoss } from '@losskit/testing';

import { l2Penalty } from './l2Penalty.ts';

testLoss(l2Penalty, {
  options: [{}, { lambda: 0 }, { lambda: 2.5 }],
  parameterReference: (parameter, { lambda = 0.01 }) => parameter * parameter * (lambda / 2),
  cases: [
    { inputs: [0], value: 0, gradient: 0 },
    { inputs: [-4], options: { lambda: 0.5 }, value: 4, gradient: -2 },
  ],
});
