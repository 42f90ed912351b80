import type { Case } from './Case.ts';
import { COMPILED, COMPILED_TRAIN, SCAN, TORCH } from './peerNames.ts';

export const lineBatch: Case = {
  name: 'line, batch 32',
  description: 'a line, batches of 32 rows, squared error, SGD',
  work: {
    kind: 'training',
    rows: 1024,
    batch: 32,
    input: [1],
    layers: [{ kind: 'dense', units: 1 }],
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.01 },
  },
  unit: 1024,
  checkSteps: 1024,
  targets: [
    { peer: COMPILED, by: SCAN, ratio: 0.5, bound: 'at most' },
    { peer: COMPILED_TRAIN, minus: COMPILED, seconds: 2e-6 },
    { peer: TORCH, by: COMPILED, ratio: 5, bound: 'at least' },
  ],
};
