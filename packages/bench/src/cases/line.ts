import type { Case } from './Case.ts';
import { COMPILED, SCAN, TORCH } from './peerNames.ts';

export const line: Case = {
  name: 'line',
  description: 'a line through 1,000 rows at once, squared error, SGD',
  work: {
    kind: 'training',
    rows: 1000,
    batch: 1000,
    input: [1],
    layers: [{ kind: 'dense', units: 1 }],
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.01 },
  },
  unit: 200,
  checkSteps: 200,
  targets: [
    { peer: COMPILED, by: SCAN, ratio: 0.5, bound: 'at most' },
    { peer: TORCH, by: COMPILED, ratio: 5, bound: 'at least' },
  ],
};
