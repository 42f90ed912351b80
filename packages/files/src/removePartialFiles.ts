import { join } from 'node:path';

import { type FileSystem, nodeFileSystem } from './FileSystem.ts';
import { fileError } from './fileError.ts';
import { readWholeFolder } from './readWholeFile.ts';
import { isPartialFile } from './writeWholeFile.ts';

/**
 * Removes what `writeWholeFile` had written of files when its process was killed. Only for a folder that no other process writes.
 *
 * @param isLeftover - What else is removed, by its name. Default: nothing.
 * @throws LosskitError `file-unwritable`; what reading the folder is refused for.
 */
export async function removePartialFiles(
  folder: string,
  files: FileSystem = nodeFileSystem,
  isLeftover: (name: string) => boolean = () => false,
): Promise<void> {
  for (const { name, isFolder } of await readWholeFolder(folder, files)) {
    if (isFolder || !(isPartialFile(name) || isLeftover(name))) continue;
    try {
      await files.remove(join(folder, name));
    } catch (cause) {
      throw fileError('file-unwritable', join(folder, name), cause);
    }
  }
}
