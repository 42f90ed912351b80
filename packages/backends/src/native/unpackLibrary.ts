import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import { LIBRARY_NAME, libraryFolder } from './nativeFolder.ts';
import { unpackArchive } from './unpackArchive.ts';

/**
 * Unpacks a tar.gz of libtensorflow: `lib/` and `include/`.
 *
 * @throws LosskitError as {@link unpackArchive}, and `file-missing` where it holds no such library.
 */
export async function unpackLibrary(
  file: string,
  folder: string,
  { signal, onProgress }: InstallContext,
): Promise<void> {
  onProgress({ step: 'unpacking TensorFlow' });
  await unpackArchive(file, join(folder, 'deps'), { signal });
  const names = await readdir(libraryFolder(folder)).catch(() => []);
  if (names.some((name) => LIBRARY_NAME.test(name))) return;
  throw installError(
    'file-missing',
    `expected ${file} to hold lib/libtensorflow* and include/tensorflow/c, got neither.`,
  );
}
