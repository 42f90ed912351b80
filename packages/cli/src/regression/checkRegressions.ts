import { LosskitError } from '@losskit/errors';
import type { Regressions } from '@losskit/study';

import { RegressionFound } from './RegressionFound.ts';

/**
 * Passes where nothing is worse than in the comparison that `file` holds.
 *
 * @throws RegressionFound if something is, LosskitError `data-malformed` if nothing could be compared: a check of nothing must not pass.
 */
export function checkRegressions({ regressions, compared }: Regressions, file: string): void {
  if (compared === 0) {
    throw new LosskitError(
      'data-malformed',
      `${file}: expected tasks and losses of this comparison, got none that can be compared.`,
      { file },
    );
  }
  if (regressions.length > 0) {
    const got = `${regressions.length} of ${compared} that ${regressions.length === 1 ? 'is' : 'are'}`;
    throw new RegressionFound(`compare: expected no loss to be worse than in ${file}, got ${got}.`);
  }
}
