import type { Case } from './Case.ts';
import { COMPILED, ROOT_LOOP } from './peerNames.ts';

export const adamLarge: Case = {
  name: 'Adam 1M',
  description: "Adam's update of a million parameters by a given gradient",
  work: { kind: 'update', parameters: 1_000_000, learningRate: 0.001 },
  unit: 1,
  checkSteps: 10,
  // At least 90 % of the speed is at most 1 / 0.9 of the time.
  targets: [{ peer: COMPILED, by: ROOT_LOOP, ratio: 1 / 0.9, bound: 'at most' }],
};
