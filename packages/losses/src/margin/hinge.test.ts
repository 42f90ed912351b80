import { testLoss } from '@losskit/testing';

import { hinge } from './hinge.ts';

testLoss(hinge, {
  options: [{}],
  // The distance to the far side of the margin.
  reference: (yTrue, logit) => (Math.abs(1 - yTrue * logit) + 1 - yTrue * logit) / 2,
  cases: [
    { inputs: [1, 1], value: 0, gradient: 0 },
    { inputs: [1, 0.5], value: 0.5, gradient: -1 },
    { inputs: [-1, 3], value: 4, gradient: 1 },
  ],
});
