import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';

import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';

/**
 * Unpacks a tar.gz of libtensorflow: `lib/` and `include/`.
 *
 * gzip's own check notices a broken or shortened file.
 *
 * @throws LosskitError `file-corrupt` for such a file.
 */
export async function unpackArchive(
  file: string,
  folder: string,
  { signal, onProgress }: InstallContext,
): Promise<void> {
  onProgress({ step: 'unpacking TensorFlow' });
  const place = join(folder, 'deps');
  await mkdir(place, { recursive: true });
  try {
    await extract({ file, cwd: place, strict: true });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw installError(
      'file-corrupt',
      `expected ${file} to be a tar.gz, got a broken one (${reason}).`,
      error,
    );
  }
  signal.throwIfAborted();
}
