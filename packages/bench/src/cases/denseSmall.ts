import type { Case } from './Case.ts';
import { COMPILED, COMPILED_TRAIN, SCAN, TORCH } from './peerNames.ts';

export const denseSmall: Case = {
  name: '64-32-3',
  description: 'a dense network 64-32-3, cross-entropy, Adam, batches of 32 rows',
  work: {
    kind: 'training',
    rows: 1024,
    batch: 32,
    input: [64],
    layers: [
      { kind: 'dense', units: 32, activation: 'relu' },
      { kind: 'dense', units: 3 },
    ],
    loss: 'crossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  },
  unit: 256,
  checkSteps: 256,
  targets: [
    { peer: COMPILED, by: SCAN, ratio: 0.9, bound: 'at most' },
    { peer: COMPILED_TRAIN, by: COMPILED, ratio: 1.1, bound: 'at most' },
    { peer: TORCH, by: COMPILED, ratio: 5, bound: 'at least' },
  ],
};
