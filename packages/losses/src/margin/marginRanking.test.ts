import { testLoss } from '@losskit/testing';

import { marginRanking } from './marginRanking.ts';

testLoss(marginRanking, {
  options: [{}, { margin: 1 }, { margin: -0.5 }],
  // By how much the one that should be lower is above what the other allows.
  inputsReference([[yTrue = 0] = [], [first = 0] = [], [second = 0] = []], { margin = 0 }) {
    const excess = yTrue * second + margin - yTrue * first;
    return Math.max(excess, 0);
  },
  cases: [
    { inputs: [1, 2, 2], value: 0, gradient: 0 },
    { inputs: [1, 2, 3], value: 1, gradient: 1 },
    { inputs: [-1, 2, 1], options: { margin: 0.5 }, value: 1.5, gradient: -1 },
  ],
});
