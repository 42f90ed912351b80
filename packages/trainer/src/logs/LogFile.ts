import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { LosskitError, rangeError } from '@losskit/errors';
import { type FileSystem, fileError, readWholeFile, writeEveryByte } from '@losskit/files';

/** A file that is open at its end. */
export interface LogFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Puts other content in the place of all that is there, at once or not at all. */
  replace(content: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** As long as a text can be. */
const MOST_BYTES = 2 ** 29 - 24;

/** What a file holds; nothing where there is none. */
export async function readLog(path: string, files: FileSystem): Promise<Uint8Array> {
  try {
    return await readWholeFile(path, files, MOST_BYTES);
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'file-missing') return new Uint8Array();
    throw error;
  }
}

/** Refuses what is not a number of steps. */
export function checkFromStep(where: string, fromStep: number): void {
  if (Number.isSafeInteger(fromStep) && fromStep >= 0) return;
  throw rangeError(where, 'fromStep to be an integer >= 0', fromStep);
}

/**
 * Starts a file with `content` and leaves it open. A reader sees the old file or the new one: the new one is
 * written beside it and takes its name; the open file goes on under that.
 *
 * @throws LosskitError `file-unwritable`, from each of its methods too.
 */
export async function openLogFile(path: string, content: Uint8Array, files: FileSystem): Promise<LogFile> {
  const folder = dirname(path);

  async function attempt<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (cause) {
      throw fileError('file-unwritable', path, cause);
    }
  }

  async function start(bytes: Uint8Array) {
    const temporary = join(folder, `.${randomUUID()}.partial`);
    const file = await files.openForWriting(temporary);
    try {
      await writeEveryByte(file, bytes);
      await file.sync();
      await files.rename(temporary, path);
      await files.syncFolder(folder);
      return file;
    } catch (cause) {
      await file.close().catch(() => {});
      await files.remove(temporary).catch(() => {});
      throw cause;
    }
  }

  let file = await attempt(async () => {
    await files.makeFolder(folder);
    return start(content);
  });
  return {
    append: (bytes) => attempt(() => writeEveryByte(file, bytes)),
    replace: (bytes) =>
      attempt(async () => {
        const old = file;
        file = await start(bytes);
        await old.close();
      }),
    close: () =>
      attempt(async () => {
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      }),
  };
}
