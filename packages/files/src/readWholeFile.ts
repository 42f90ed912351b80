import { type FileSystem, type FolderEntry, nodeFileSystem } from './FileSystem.ts';
import { readError } from './readError.ts';

/** Reads a file. @throws LosskitError `file-missing` or `file-unreadable`, naming the path and the reason. */
export async function readWholeFile(path: string, files: FileSystem = nodeFileSystem): Promise<Uint8Array> {
  try {
    return await files.readFile(path);
  } catch (cause) {
    throw readError(path, cause);
  }
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
