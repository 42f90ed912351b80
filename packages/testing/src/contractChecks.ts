import type { AnyLoss } from '@losskit/losses/contract';

import type { Check } from './Check.ts';
import { classChecks } from './classChecks.ts';
import { groupChecks } from './groupChecks.ts';
import { memoryChecks } from './memoryChecks.ts';
import { numberChecks } from './numberChecks.ts';
import { readChecks } from './readChecks.ts';
import { reductionChecks } from './reductionChecks.ts';
import { refusalChecks } from './refusalChecks.ts';
import { rowChecks } from './rowChecks.ts';
import { sumChecks } from './sumChecks.ts';

/**
 * What every loss must do, whatever its formula: reduction, weights, mask, refusals, memory, class options.
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
  ].flatMap((checks) => checks(loss));
}
