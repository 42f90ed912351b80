import type { FileSystem } from '@losskit/files';

/** Where and how a file system fails. */
export interface Fault {
  /**
   * The operation that fails, counted from 1 over all operations, closing and removing too. Default: none.
   */
  readonly at?: number;
  /** Every operation after it fails as well, as on a disk that was pulled out. Default false. */
  readonly forever?: boolean;
  /** The failing operation does its work before it reports failure, as over a bad network. Default false. */
  readonly takesEffect?: boolean;
  /** The system's code of the failure. Default `'EIO'`. */
  readonly code?: string;
  /**
   * The most bytes that one write takes. Default: all; with 0 the disk takes nothing and reports no failure.
   */
  readonly bytesPerWrite?: number;
}

/** A file system that fails where a test wants it to. */
export interface FaultFileSystem extends FileSystem {
  /** The names of the operations asked for so far, failed ones too. */
  readonly operations: readonly string[];
  /** The name of the operation that met the fault; undefined as long as none has. */
  readonly failed: string | undefined;
}

/** Wraps `files` so that the operation `fault.at` fails with `fault.code`. */
export function faultFileSystem(files: FileSystem, fault: Fault = {}): FaultFileSystem {
  const { at = Number.POSITIVE_INFINITY, forever = false, takesEffect = false } = fault;
  const { bytesPerWrite = Number.POSITIVE_INFINITY, code = 'EIO' } = fault;
  const operations: string[] = [];

  async function attempt<Result>(
    name: string,
    act: () => Promise<Result>,
    abandon?: (result: Result) => Promise<void>,
  ): Promise<Result> {
    const count = operations.push(name);
    const fails = forever ? count >= at : count === at;
    // A close that reports failure has closed all the same, as in POSIX; else the test would leak a handle.
    if (fails && !takesEffect && name !== 'close') throw systemError(code, name);
    const result = await act();
    if (fails) {
      await abandon?.(result);
      throw systemError(code, name);
    }
    return result;
  }

  return {
    operations,
    get failed() {
      return operations[at - 1];
    },
    async openForReading(path, options) {
      const file = await attempt(
        'openForReading',
        () => files.openForReading(path, options),
        (opened) => opened.close(),
      );
      return {
        size: file.size,
        read: (position, length) => attempt('read', () => file.read(position, length)),
        close: () => attempt('close', () => file.close()),
      };
    },
    readFolder: (path) => attempt('readFolder', () => files.readFolder(path)),
    stat: (path) => attempt('stat', () => files.stat(path)),
    makeFolder: (path) => attempt('makeFolder', () => files.makeFolder(path)),
    async openForWriting(path) {
      const file = await attempt(
        'openForWriting',
        () => files.openForWriting(path),
        (opened) => opened.close(),
      );
      return {
        write: (bytes) =>
          attempt('write', async () => {
            const taken = bytes.subarray(0, Math.min(bytes.length, bytesPerWrite));
            return taken.length === 0 ? 0 : await file.write(taken);
          }),
        sync: () => attempt('sync', () => file.sync()),
        close: () => attempt('close', () => file.close()),
      };
    },
    rename: (from, to) => attempt('rename', () => files.rename(from, to)),
    link: (from, to) => attempt('link', () => files.link(from, to)),
    remove: (path) => attempt('remove', () => files.remove(path)),
    syncFolder: (path) => attempt('syncFolder', () => files.syncFolder(path)),
  };
}

/**
 * Calls `run` with the first operation failing, then with the second, and so on until a run meets no fault.
 *
 * `run` does what is tested on the file system it is given, and checks what it left behind.
 *
 * @returns how many operations were made to fail.
 */
export async function failEveryOperation(
  files: FileSystem,
  fault: Omit<Fault, 'at'>,
  run: (files: FaultFileSystem) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at++) {
    const faulty = faultFileSystem(files, { ...fault, at });
    await run(faulty);
    if (faulty.failed === undefined) return at - 1;
  }
}

function systemError(code: string, operation: string): Error {
  const reason = code === 'EIO' ? 'i/o error' : 'made to fail';
  return Object.assign(new Error(`${code}: ${reason}, ${operation}`), { code, syscall: operation });
}
