import type { Case } from './Case.ts';
import { COMPILED, TORCH } from './peerNames.ts';

export const lstm: Case = {
  name: 'LSTM',
  description: 'an LSTM of 20 steps, 64 inputs and 64 units, squared error, SGD, batches of 32',
  work: {
    kind: 'training',
    rows: 64,
    batch: 32,
    input: [20, 64],
    layers: [{ kind: 'lstm', units: 64 }],
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
  },
  unit: 2,
  checkSteps: 10,
  targets: [{ peer: COMPILED, by: TORCH, ratio: 2.5, bound: 'at most' }],
};
