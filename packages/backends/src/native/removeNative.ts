import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileError } from '@losskit/files';

import { nativeFolder } from './nativeFolder.ts';

/**
 * Removes the native backend from losskit's cache folder.
 *
 * @returns Whether there was one.
 * @throws LosskitError `file-unwritable` where it may not be removed.
 */
export async function removeNative(folder: string = nativeFolder()): Promise<boolean> {
  if (!existsSync(folder)) return false;
  try {
    await rm(folder, { recursive: true });
  } catch (cause) {
    throw fileError('file-unwritable', folder, cause);
  }
  return true;
}
