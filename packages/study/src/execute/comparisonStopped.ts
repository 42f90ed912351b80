import { LosskitError } from '@losskit/errors';

/** What the runs of a comparison fail with that was stopped. */
export function comparisonStopped(): LosskitError {
  return new LosskitError('interrupted', 'compare: stopped.');
}
