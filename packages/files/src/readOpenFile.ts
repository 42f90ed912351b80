import { type FileSystem, nodeFileSystem, type ReadableFile, type ReadingOptions } from './FileSystem.ts';
import { readError } from './readError.ts';

/** Whether the operating system reported it, as opposed to a check of what was read. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Opens a file, reads of it what `read` wants, piece by piece, and closes it.
 *
 * @throws LosskitError `file-missing` or `file-unreadable`, naming the path and the reason; what `read` throws by itself
 *   passes through.
 */
export async function readOpenFile<Result>(
  path: string,
  read: (file: ReadableFile) => Promise<Result>,
  files: FileSystem = nodeFileSystem,
  options: ReadingOptions = {},
): Promise<Result> {
  let file: ReadableFile;
  try {
    file = await files.openForReading(path, options);
  } catch (cause) {
    throw readError(path, cause);
  }
  try {
    return await read(file);
  } catch (error) {
    throw isSystemError(error) ? readError(path, error) : error;
  } finally {
    // What was read is there, whatever closing says.
    await file.close().catch(() => {});
  }
}
