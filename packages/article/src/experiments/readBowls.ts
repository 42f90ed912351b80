import type { StudyResult, TaskResult } from '@losskit/study';

import { overSeeds, type Quantity } from '../quantity.ts';
import { onlyTask } from './onlyTask.ts';
import { seedValues } from './seedValues.ts';

/** How well several fruits in one picture are found with each loss. */
export interface BowlsResult {
  readonly losses: readonly {
    readonly loss: string;
    /** Fraction of test pictures in which all three answers are right. */
    readonly allRight: Quantity;
    readonly allRightBySeed: readonly number[];
    /** Fraction of single answers (is this fruit there?) that are right. */
    readonly eachRight: Quantity;
  }[];
  readonly parts: TaskResult['parts'];
}

/** Reads a comparison on `fruitBowlTask`; losses in the order of the task. */
export function readBowls({ comparison }: StudyResult): BowlsResult {
  const result = onlyTask(comparison);
  return {
    losses: comparison.config.losses.map((loss) => {
      const allRightBySeed = seedValues(result, loss, 'allRight');
      return {
        loss,
        allRight: overSeeds(allRightBySeed),
        allRightBySeed,
        eachRight: overSeeds(seedValues(result, loss, 'eachRight')),
      };
    }),
    parts: result.parts,
  };
}
