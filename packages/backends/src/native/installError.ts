import { type ErrorCode, LosskitError } from '@losskit/errors';

/** A problem of the installation, with the command in front. */
export function installError(
  code: Extract<ErrorCode, 'backend-unavailable' | 'file-corrupt' | 'file-missing' | 'interrupted'>,
  sentence: string,
  cause?: unknown,
): LosskitError {
  return new LosskitError(
    code,
    `backend install native: ${sentence}`,
    {},
    cause === undefined ? {} : { cause },
  );
}
