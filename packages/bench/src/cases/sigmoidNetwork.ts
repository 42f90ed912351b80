import type { Case } from './Case.ts';
import { COMPILED, TORCH } from './peerNames.ts';

export const sigmoidNetwork: Case = {
  name: '8-16-1, sigmoid',
  description: 'a network 8-16-1 with sigmoids, squared error, SGD, a row at a time',
  work: {
    kind: 'training',
    rows: 64,
    batch: 1,
    input: [8],
    layers: [
      { kind: 'dense', units: 16, activation: 'sigmoid' },
      { kind: 'dense', units: 1, activation: 'sigmoid' },
    ],
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
  },
  unit: 256,
  checkSteps: 256,
  targets: [{ peer: TORCH, by: COMPILED, ratio: 5, bound: 'at least' }],
};
