import { testLoss } from '@losskit/testing';

import { perceptron } from './perceptron.ts';

testLoss(perceptron, {
  options: [{}],
  // The size of the score, where its sign is wrong.
  reference: (yTrue, logit) => (yTrue * logit < 0 ? Math.abs(yTrue * logit) : 0),
  cases: [
    { inputs: [1, 0], value: 0, gradient: 0 },
    { inputs: [1, -0.5], value: 0.5, gradient: -1 },
    { inputs: [-1, 3], value: 3, gradient: 1 },
  ],
});
