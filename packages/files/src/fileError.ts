import { type ErrorCode, LosskitError } from '@losskit/errors';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be larger than the system allows',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  ERR_FS_EISDIR: 'it is a folder, not a file',
  ENOTEMPTY: 'a folder of that name is in the way',
  EEXIST: 'a file of that name is in the way',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'too many files are open',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return (code !== undefined && REASONS[code]) || cause.message;
}

/** A failed file operation as one sentence: the path, what could not be done, and why. */
export function fileError(
  code: Extract<ErrorCode, 'file-missing' | 'file-unreadable' | 'file-unwritable'>,
  path: string,
  cause: unknown,
): LosskitError {
  const verb = code === 'file-unwritable' ? 'written' : 'read';
  return new LosskitError(code, `${path}: cannot be ${verb}: ${reasonOf(cause)}.`, { file: path }, { cause });
}
