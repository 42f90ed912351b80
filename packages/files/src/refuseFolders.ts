import { join } from 'node:path';

import { type FileSystem, nodeFileSystem } from './FileSystem.ts';
import { fileError } from './fileError.ts';

async function isFolder(path: string, files: FileSystem): Promise<boolean> {
  try {
    await files.readFolder(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Refuses folders that stand where files are to be written, before the work whose results they are to hold.
 *
 * @param names - Of files in `folder`, which need not exist.
 * @throws LosskitError `file-unwritable`, naming the first of them.
 */
export async function refuseFolders(
  folder: string,
  names: readonly string[],
  files: FileSystem = nodeFileSystem,
): Promise<void> {
  for (const path of names.map((name) => join(folder, name))) {
    if (!(await isFolder(path, files))) continue;
    throw fileError('file-unwritable', path, Object.assign(new Error('a folder'), { code: 'EISDIR' }));
  }
}
