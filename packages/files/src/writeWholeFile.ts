import { dirname, join } from 'node:path';

import { type FileSystem, nodeFileSystem } from './FileSystem.ts';
import { fileError } from './fileError.ts';

let counter = 0;

/**
 * Writes a file completely or not at all: a reader sees the old content or the new one, also after a crash.
 *
 * Temporary file in the same folder, written until every byte is down, fsync, rename, fsync of the folder. On any
 * failure the temporary file is removed and the previous file is untouched.
 *
 * @throws LosskitError `file-unwritable`, naming the path and the reason.
 */
export async function writeWholeFile(
  path: string,
  content: Uint8Array | string,
  files: FileSystem = nodeFileSystem,
): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const folder = dirname(path);
  const temporary = join(folder, `.${process.pid}-${counter++}.partial`);
  try {
    await files.makeFolder(folder);
    const file = await files.openForWriting(temporary);
    try {
      let written = 0;
      while (written < bytes.length) {
        const count = await file.write(bytes.subarray(written));
        if (count === 0) throw new Error('the disk took no more bytes');
        written += count;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(temporary, path);
    await files.syncFolder(folder);
  } catch (cause) {
    await files.remove(temporary).catch(() => {});
    throw fileError('file-unwritable', path, cause);
  }
}
