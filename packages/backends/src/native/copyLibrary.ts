import { constants, existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import { includeFolder, LIBRARY_NAME, libraryFolder } from './nativeFolder.ts';

/**
 * Where libraries and headers lie in a folder: libtensorflow unpacked, tfjs-node's `deps`, or a Python
 * `tensorflow`.
 */
const LAYOUTS = [
  { library: 'lib', include: 'include' },
  { library: 'deps/lib', include: 'deps/include' },
  { library: '.', include: 'include' },
  { library: 'tensorflow', include: 'tensorflow/include' },
];

/** Names of TensorFlow's libraries in a folder. */
async function librariesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => LIBRARY_NAME.test(name));
}

/**
 * Copies libraries and headers from a folder that the user names.
 *
 * @throws LosskitError `file-missing` where the folder holds neither a libtensorflow nor a Python tensorflow.
 */
export async function copyLibrary(from: string, folder: string, context: InstallContext): Promise<void> {
  for (const { library, include } of LAYOUTS) {
    const names = await librariesIn(join(from, library));
    if (names.length === 0 || !existsSync(join(from, include, 'tensorflow', 'c'))) continue;
    for (const name of names) {
      context.onProgress({ step: `copying ${name}` });
      await cp(join(from, library, name), join(libraryFolder(folder), name), {
        dereference: true,
        mode: constants.COPYFILE_FICLONE,
      });
      context.signal.throwIfAborted();
    }
    await cp(join(from, include), includeFolder(folder), { recursive: true, dereference: true });
    return;
  }
  throw installError(
    'file-missing',
    `expected ${from} to hold TensorFlow's libraries (libtensorflow*) and include/tensorflow/c, got neither.`,
  );
}
