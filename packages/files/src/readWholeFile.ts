import { LosskitError } from '@losskit/errors';

import { type FileSystem, type FolderEntry, nodeFileSystem } from './FileSystem.ts';
import { readError } from './readError.ts';
import { readOpenFile } from './readOpenFile.ts';

/** Files beyond this are no settings, results or pictures; tables and checkpoints are read piece by piece. */
const MOST_BYTES = 2 ** 28;

/**
 * Reads a file of bounded size.
 *
 * @param mostBytes - How large it may be. Default 256 MiB.
 * @throws LosskitError `file-missing` or `file-unreadable`, naming the path and the reason; also where it is no file but a
 *   pipe, a device or a folder, and `file-too-large`.
 */
export function readWholeFile(
  path: string,
  files: FileSystem = nodeFileSystem,
  mostBytes = MOST_BYTES,
): Promise<Uint8Array> {
  return readOpenFile(
    path,
    async (file) => {
      if (file.size <= mostBytes) return file.read(0, file.size);
      const [most, size] = [mostBytes, file.size].map((bytes) => `${Math.ceil(bytes / 2 ** 20)} MiB`);
      throw new LosskitError('file-too-large', `${path}: expected a file of at most ${most}, got ${size}.`, {
        file: path,
      });
    },
    files,
  );
}

/**
 * Lists a folder, sorted by name in code-unit order, so that every machine sees the same order.
 *
 * @throws LosskitError `file-missing` or `file-unreadable`, naming the path and the reason.
 */
export async function readWholeFolder(
  path: string,
  files: FileSystem = nodeFileSystem,
): Promise<FolderEntry[]> {
  try {
    const entries = await files.readFolder(path);
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw readError(path, cause);
  }
}
