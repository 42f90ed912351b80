import { testLoss } from '@losskit/testing';

import { binaryCrossEntropy } from './binaryCrossEntropy.ts';

testLoss(binaryCrossEntropy, {
  options: [{}, { labelSmoothing: 0.1 }, { labelSmoothing: 1 }],
  // The expected negative log-likelihood over both outcomes, in bits.
  reference(yTrue, p, { labelSmoothing = 0 }) {
    const target = yTrue + labelSmoothing * (0.5 - yTrue);
    const negativeLogLikelihood = (share: number) => Math.min(-Math.log2(share) * Math.LN2, 100);
    return target * negativeLogLikelihood(p) + (1 - target) * negativeLogLikelihood(1 - p);
  },
  cases: [
    { inputs: [1, 0], value: 100, gradient: -1e12 },
    { inputs: [0, 1], value: 100, gradient: 1e12 },
    // The slope inside the domain; PyTorch, which divides by max(p(1 - p), 1e-12), has 0 here.
    { inputs: [0, 0], value: 0, gradient: 1 },
    { inputs: [1, 1], value: 0, gradient: -1 },
    { inputs: [0.5, 0.5], value: Math.LN2, gradient: 0 },
  ],
});
