import { testLoss } from '@losskit/testing';

import { wassersteinCritic } from './wassersteinCritic.ts';

testLoss(wassersteinCritic, {
  options: [{}],
  // How far the real one is above, with the other sign.
  inputsReference: ([[real = 0] = [], [fake = 0] = []]) => -(real - fake),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 1 },
    { inputs: [1e4, -1e4], value: -2e4, gradient: 1 },
  ],
});
