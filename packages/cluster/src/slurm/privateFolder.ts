import { lstat, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { fileError, nodeFileSystem } from '@losskit/files';

/** Permissions that let other users in. */
const OTHERS = 0o077;

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function makeFolder(path: string): Promise<void> {
  try {
    await nodeFileSystem.makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  } catch (cause) {
    if (!isTaken(cause)) throw fileError('file-unwritable', path, cause);
  }
}

/**
 * Makes a folder that only this user can enter, or makes sure that one that is there is like that: what others write into it would pass
 * for results.
 *
 * @throws LosskitError `folder-not-private`, and `file-unwritable`.
 */
export async function privateFolder(path: string): Promise<void> {
  await makeFolder(path);
  const status = await lstat(path);
  // Windows has neither owners nor modes here.
  const isOthers = process.getuid !== undefined && status.uid !== process.getuid();
  const isOpen = process.getuid !== undefined && (status.mode & OTHERS) !== 0;
  if (status.isDirectory() && !isOthers && !isOpen) return;
  const mode = (status.mode & 0o777).toString(8);
  const got = !status.isDirectory() ? 'something else' : isOthers ? "another user's" : `one of mode ${mode}`;
  throw new LosskitError(
    'folder-not-private',
    `${path}: expected a folder of yours that nobody else can enter (mode 700), got ${got}; change that, or name another folder with --out.`,
  );
}
