import { builtInTask, isLossGroup, lossesOfGroup, taskLoss } from '@losskit/tasks';
import { describe, expect, test } from 'vitest';

import { askedLosses, CLAIMS_NEED } from './askedLosses.ts';

describe.each(['linear', 'fruit'] as const)('on %s', (name) => {
  test.each(['common', 'claims'] as const)('%s losses have every loss that a claim names', (losses) => {
    const task = builtInTask(name);
    const trained = askedLosses(name, losses).flatMap((asked) =>
      isLossGroup(asked) ? lossesOfGroup(asked, task) : [taskLoss(asked)],
    );
    const names = trained.map((loss) => loss.name);
    for (const needed of CLAIMS_NEED[name]) expect(names).toContain(needed);
    expect(trained.every(task.fits)).toBe(true);
  });
});
