import type { Case } from './Case.ts';
import { COMPILED, COMPILED_FUSED, SCAN } from './peerNames.ts';

export const dense: Case = {
  name: '784-128-10',
  description: 'a dense network 784-128-10, cross-entropy, Adam, batches of 64 rows',
  work: {
    kind: 'training',
    rows: 1024,
    batch: 64,
    input: [784],
    layers: [
      { kind: 'dense', units: 128, activation: 'relu' },
      { kind: 'dense', units: 10 },
    ],
    loss: 'crossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  },
  unit: 16,
  checkSteps: 16,
  targets: [
    { peer: COMPILED, by: SCAN, ratio: 2.5, bound: 'at most' },
    { peer: COMPILED_FUSED, by: SCAN, ratio: 2.1, bound: 'at most', nodes: [20, 22] },
    { peer: COMPILED_FUSED, by: SCAN, ratio: 1.9, bound: 'at most', nodes: [24] },
  ],
};
