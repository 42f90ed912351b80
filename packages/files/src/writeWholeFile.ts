import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

import { type FileSystem, nodeFileSystem, type WritableFile } from './FileSystem.ts';
import { fileError } from './fileError.ts';

/** Whether it is the name of a file that is not written to its end. */
export function isPartialFile(name: string): boolean {
  return /^\..*\.partial$/.test(name);
}

/**
 * Writes a file completely or not at all: a reader sees the old content or the new one, also after a crash.
 *
 * Temporary file in the same folder, written until every byte is down, fsync, rename, fsync of the folder. On a
 * failure the temporary file is removed and the previous file is untouched; only when the last step fails, the
 * fsync of the folder, does the new content already stand, though a power cut may still bring back the old. Missing
 * folders are made.
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
  // A process id would not do: worker threads share it, and containers on one disk repeat it.
  const temporary = join(folder, `.${randomUUID()}.partial`);
  try {
    await files.makeFolder(folder);
    const file = await files.openForWriting(temporary);
    try {
      await writeEveryByte(file, bytes);
      await file.sync();
    } catch (cause) {
      // Not `finally`: a close that fails as well would hide why the write did.
      await file.close().catch(() => {});
      throw cause;
    }
    await file.close();
    await files.rename(temporary, path);
    await files.syncFolder(folder);
  } catch (cause) {
    await files.remove(temporary).catch(() => {});
    throw fileError('file-unwritable', path, cause);
  }
}

/** Writes until every byte is down. @throws Error if the disk takes no more. */
export async function writeEveryByte(file: WritableFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const count = await file.write(bytes.subarray(written));
    if (count === 0) throw new Error('the disk took no more bytes');
    written += count;
  }
}
