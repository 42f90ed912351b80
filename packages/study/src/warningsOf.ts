import type { RunRecord } from './RunRecord.ts';
import type { TaskWarning } from './result.ts';

/** What the runs of each task warned of, each kind once. */
export function warningsOf(runs: readonly RunRecord[]): readonly TaskWarning[] {
  const found = new Map<string, TaskWarning>();
  for (const { task, loss, warnings = [] } of runs) {
    for (const { code, message } of warnings) {
      const key = JSON.stringify([task, code]);
      const { losses, ...first } = found.get(key) ?? { task, code, message, losses: [] };
      found.set(key, { ...first, losses: [...new Set([...losses, loss])] });
    }
  }
  return [...found.values()];
}
