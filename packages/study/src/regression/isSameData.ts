import type { DataOrigin } from '@losskit/tasks';

import type { TaskResult } from '../result.ts';
import type { EarlierTask } from './earlierComparison.ts';

/** What tells data apart. Files may have been moved. */
function identityOf(origin: DataOrigin): string {
  return origin.kind === 'embedded' ? origin.description : origin.sha256;
}

/** Whether a seed has the same rows as it had. */
export function isSameData(
  now: Pick<TaskResult, 'origin' | 'parts' | 'sampling'>,
  before: Pick<EarlierTask, 'origin' | 'parts' | 'sampling'>,
): boolean {
  return (
    now.origin.kind === before.origin.kind &&
    identityOf(now.origin) === identityOf(before.origin) &&
    now.sampling === before.sampling &&
    now.parts.train === before.parts.train &&
    now.parts.validation === before.parts.validation &&
    now.parts.test === before.parts.test
  );
}
