import type { Case } from './Case.ts';
import { COMPILED, COMPILED_FUSED, NATIVE, TORCH } from './peerNames.ts';

export const convolution: Case = {
  name: 'convolution',
  description: '32x32x3 pictures, 32 and 64 filters, cross-entropy, Adam, batches of 32',
  work: {
    kind: 'training',
    rows: 64,
    batch: 32,
    input: [32, 32, 3],
    layers: [
      { kind: 'conv2d', filters: 32, kernelSize: 3, activation: 'relu' },
      { kind: 'maxPool', size: 2 },
      { kind: 'conv2d', filters: 64, kernelSize: 3, activation: 'relu' },
      { kind: 'maxPool', size: 2 },
      { kind: 'flatten' },
      { kind: 'dense', units: 3 },
    ],
    loss: 'crossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  },
  unit: 2,
  checkSteps: 4,
  targets: [
    { peer: COMPILED, by: NATIVE, ratio: 1, bound: 'at most', time: 'processor' },
    { peer: COMPILED_FUSED, by: TORCH, ratio: 1.35, bound: 'at most' },
  ],
  without: ['losskit step cpu', 'losskit train cpu', 'tfjs cpu'],
};
