import type { LosskitError } from '@losskit/errors';

import { fileError } from './fileError.ts';

/** A failed read as one sentence; a file that isn't there has a code of its own. */
export function readError(path: string, cause: unknown): LosskitError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return fileError(missing ? 'file-missing' : 'file-unreadable', path, cause);
}
