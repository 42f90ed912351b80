import { createHash } from 'node:crypto';
import { LosskitError } from '@losskit/errors';
import { readWholeFile } from '@losskit/files';

import type { PackagedFile } from './PackagedFile.ts';
import { installCommand, packagePath } from './packagePath.ts';

/** The bytes of a file, or of several one after the other, are to be those that a task was made for. @throws LosskitError. */
export function checkDigest(task: string, path: string, file: PackagedFile, sha256: string): void {
  if (sha256 === file.sha256) return;
  throw new LosskitError(
    'package-missing',
    `${task}: expected ${file.file} as in ${file.package} ${file.version}, got other bytes; ` +
      `'${installCommand(file)}' installs that version.`,
    { file: path },
  );
}

/**
 * A file of a package, whose bytes are those that a task was made for.
 *
 * @throws LosskitError `package-missing`, also where another version or a damaged one carries other bytes; `file-unreadable`.
 */
export async function readPackageFile(
  task: string,
  file: PackagedFile,
): Promise<{ readonly path: string; readonly bytes: Uint8Array }> {
  const path = packagePath(task, file);
  const bytes = await readWholeFile(path);
  checkDigest(task, path, file, createHash('sha256').update(bytes).digest('hex'));
  return { path, bytes };
}
