import type { LossResult } from '@losskit/study';

import type { SeedValue } from './figures/pairedDots.ts';
import type { ReportContext, TaskView } from './ReportContext.ts';

/**
 * What a loss reached in the ranking metric, seed by seed. A failed run counts as the trivial model, whose
 * value no other run has: it would be no better, and so failed itself.
 */
export function seedValues(
  { task, trivialAt }: TaskView,
  { result: { comparison } }: ReportContext,
  { metrics }: LossResult,
): SeedValue[] {
  const values = metrics[task.metric]?.values ?? [];
  return comparison.config.seeds.flatMap((seed, index) => {
    const value = values[index] ?? null;
    if (value === null || !Number.isFinite(value)) return [];
    return [{ seed, value, failed: value === trivialAt(seed) }];
  });
}
