import { statfs } from 'node:fs/promises';

import { installError } from './installError.ts';

const MEGA = 1e6;

/**
 * Refuses to start writing what cannot fit.
 *
 * @throws LosskitError `backend-unavailable`, with what is needed and what is free.
 */
export async function checkFreeSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const mega = (count: number) => (count / MEGA).toFixed(count < 10 * MEGA ? 1 : 0);
  throw installError(
    'backend-unavailable',
    `expected ${mega(bytes)} MB free in ${folder}, got ${mega(free)} MB; free some space, or set LOSSKIT_CACHE to a ` +
      'folder on another disk.',
  );
}
