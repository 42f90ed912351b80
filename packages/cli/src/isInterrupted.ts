import { LosskitError } from '@losskit/errors';

/** Whether work ended because it was asked to stop. */
export function isInterrupted(error: unknown): boolean {
  return error instanceof LosskitError && error.code === 'interrupted';
}
