import { LosskitError } from '@losskit/errors';
import type { Task } from '@losskit/tasks';

import type { RunRecord } from './RunRecord.ts';

/** All losses of a seed have to start from the same weights: else the comparison is not paired. */
export function checkPairing(task: Task, records: readonly RunRecord[]): void {
  const first = new Map<number, RunRecord>();
  for (const record of records) {
    if (record.initialWeightsDigest === '') continue;
    const known = first.get(record.seed) ?? record;
    first.set(record.seed, known);
    if (known.initialWeightsDigest === record.initialWeightsDigest) continue;
    throw new LosskitError(
      'model-unpaired',
      `task ${task.name}: expected the same first weights for every loss of seed ${record.seed}, got others for ` +
        `${record.loss} than for ${known.loss}; draw what the model draws from randomStream(seed, …), or make it of layers.`,
    );
  }
}
