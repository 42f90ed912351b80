import { testLoss } from '@losskit/testing';

import { laplaceNll } from './laplaceNll.ts';

testLoss(laplaceNll, {
  options: [{}, { eps: 1e-3 }, { full: true }],
  // The density of the scale b: exp(-|r| / b) / 2b.
  inputsReference(
    [[yTrue = 0] = [], [mean = 0] = [], [variance = 0] = []],
    { full = false }: { full?: boolean; eps?: number },
  ) {
    const scale = Math.sqrt(variance / 2);
    const loss = Math.log(2 * scale) + Math.abs(yTrue - mean) / scale;
    return full ? loss : loss - Math.log(Math.SQRT2);
  },
  cases: [
    { inputs: [0, 0, 1], value: 0, gradient: 0.5 },
    { inputs: [0, 2, 2], value: Math.LN2 / 2 + 2, gradient: 0.25 - 0.5 },
    { inputs: [0, 2, 2], options: { full: true }, value: Math.LN2 + 2 },
    { inputs: [0, 0, 0], options: { eps: 0.5 }, value: Math.log(0.5) / 2, gradient: 1 },
    { inputs: [0, 1, 0], options: { eps: 0.5 }, value: Math.log(0.5) / 2 + 2, gradient: -1 },
  ],
});
