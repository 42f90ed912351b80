import type { AnyLoss } from '@losskit/losses/contract';

import type { Check } from './Check.ts';
import { classChecks } from './classChecks.ts';
import { emptyChecks } from './emptyChecks.ts';
import { groupChecks } from './groupChecks.ts';
import { forBlocks } from './lossBlocks.ts';
import { memoryChecks } from './memoryChecks.ts';
import { numberChecks } from './numberChecks.ts';
import { readChecks } from './readChecks.ts';
import { reductionChecks } from './reductionChecks.ts';
import { refusalChecks } from './refusalChecks.ts';
import { rowChecks } from './rowChecks.ts';
import { sumChecks } from './sumChecks.ts';
import { withCanaries } from './withCanaries.ts';

/**
 * What every loss must do, whatever its formula: reduction, weights, mask, refusals, memory, class options. None
 * of it may change a tensor that it has not made, or leave one behind.
 */
export function contractChecks(loss: AnyLoss): Check[] {
  return [
    rowChecks,
    groupChecks,
    reductionChecks,
    numberChecks,
    refusalChecks,
    memoryChecks,
    classChecks,
    sumChecks,
    readChecks,
    emptyChecks,
  ]
    .flatMap((checks) => checks(forBlocks(loss)))
    .map(({ name, run }) => ({ name, run: () => withCanaries(run) }));
}
