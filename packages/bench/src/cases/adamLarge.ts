import type { Case } from './Case.ts';
import { COMPILED, MEMORY_LOOP, ROOT_LOOP } from './peerNames.ts';

export const adamLarge: Case = {
  name: 'Adam 1M',
  description: "Adam's update of a million parameters by a given gradient",
  work: { kind: 'update', parameters: 1_000_000, learningRate: 0.001 },
  unit: 1,
  checkSteps: 10,
  // At least 90 % of the speed is at most 1 / 0.9 of the time.
  targets: [MEMORY_LOOP, ROOT_LOOP].map((by) => ({ peer: COMPILED, by, ratio: 1 / 0.9, bound: 'at most' })),
};
