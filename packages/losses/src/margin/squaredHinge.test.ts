import { testLoss } from '@losskit/testing';

import { squaredHinge } from './squaredHinge.ts';

testLoss(squaredHinge, {
  options: [{}],
  // The branches of the definition.
  reference: (yTrue, logit) => (yTrue * logit < 1 ? 1 - 2 * yTrue * logit + (yTrue * logit) ** 2 : 0),
  cases: [
    { inputs: [1, 1], value: 0, gradient: 0 },
    { inputs: [1, 0.5], value: 0.25, gradient: -1 },
    { inputs: [-1, 3], value: 16, gradient: 8 },
  ],
});
