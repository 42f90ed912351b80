import type { Case } from './Case.ts';
import { COMPILED, COMPILED_FUSED, JAX } from './peerNames.ts';

export const crossEntropyLarge: Case = {
  name: 'cross-entropy 4096x1000',
  description: 'value and gradient of the cross-entropy of 4,096 rows and 1,000 classes',
  work: { kind: 'loss', loss: 'crossEntropy', shape: [4096, 1000] },
  unit: 1,
  checkSteps: 1,
  targets: [
    { peer: COMPILED, by: JAX, ratio: 1.5, bound: 'at most' },
    { peer: COMPILED_FUSED, by: JAX, ratio: 1.1, bound: 'at most' },
  ],
};
