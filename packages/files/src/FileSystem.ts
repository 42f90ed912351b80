import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** An open file that is being written. */
export interface WritableFile {
  /** Writes some of `bytes` and returns how many: a full disk or a signal can cut a write short. */
  write(bytes: Uint8Array): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** An open file that is being read piece by piece, so that nothing needs to be as large as it claims to be. */
export interface ReadableFile {
  /** Bytes in the file when it was opened. */
  readonly size: number;
  /** The bytes from `position` on: `length` of them, or as many as there are. */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** How a file is opened. */
export interface ReadingOptions {
  /**
   * Whether the last part of the path may be a symbolic link; Windows cannot tell and takes it for true. Default true.
   */
  readonly followLink?: boolean | undefined;
}

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  /** Whether it is a folder or a symbolic link to one. */
  readonly isFolder: boolean;
}

/** What a file system knows of a file or folder without opening it. */
export interface FileStatus {
  readonly size: number;
  /** When it was last written. */
  readonly modified: Date;
}

/** Every file operation that losskit performs, so that a test can make any one of them fail. */
export interface FileSystem {
  /** Opens a file; what is no file (a pipe, a device, a folder) is refused, because reading it may never end. */
  openForReading(path: string, options?: ReadingOptions): Promise<ReadableFile>;
  readFolder(path: string): Promise<FolderEntry[]>;
  stat(path: string): Promise<FileStatus>;
  /** Makes a folder and those that it lies in, where they are missing; they survive a power cut. */
  makeFolder(path: string): Promise<void>;
  /** Creates or empties a file for writing. */
  openForWriting(path: string): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, at once or, where something of that name exists, not at all (EEXIST). */
  link(from: string, to: string): Promise<void>;
  /** Removes a file; no error when it is not there. */
  remove(path: string): Promise<void>;
  /** Makes a rename inside the folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Whether there is a folder of that name; the root always is one. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path) return false;
    throw error;
  }
}

/** Makes a folder; another process may have made it in the meantime. */
async function makeOneFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !(await isFolder(path))) throw error;
  }
}

async function readFully(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its renames are journalled without.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What stands at a path, where that is no file. */
function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function refuseOther(stats: Stats): void {
  if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}, not a file`);
}

async function openFile(path: string, followLink: boolean): Promise<FileHandle> {
  // Opening alone waits at a pipe, and changes some devices. A link is left to O_NOFOLLOW.
  if (followLink) refuseOther(await stat(path));
  // Windows has neither flag. Should a pipe have come in the meantime, it doesn't wait.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  return open(path, followLink ? flags : flags | (constants.O_NOFOLLOW ?? 0));
}

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  async openForReading(path, { followLink = true } = {}) {
    const file = await openFile(path, followLink);
    try {
      const stats = await file.stat();
      refuseOther(stats);
      return {
        size: stats.size,
        read: (position, length) => readFully(file, position, length),
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  async readFolder(path) {
    const entries = await readdir(path, { withFileTypes: true });
    return Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        isFolder: entry.isSymbolicLink() ? await leadsToFolder(join(path, entry.name)) : entry.isDirectory(),
      })),
    );
  },
  async stat(path) {
    const { size, mtime } = await stat(path);
    return { size, modified: mtime };
  },
  async makeFolder(path) {
    // One by one: Node's recursive mkdir never returns below folders that take no new ones, such as /proc.
    const missing: string[] = [];
    for (let folder = path; !(await isFolder(folder)); folder = dirname(folder)) missing.unshift(folder);
    for (const folder of missing) {
      await makeOneFolder(folder);
      await syncFolder(dirname(folder));
    }
  },
  async openForWriting(path) {
    const file = await open(path, 'w');
    return {
      write: async (bytes) => (await file.write(bytes)).bytesWritten,
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },
  rename,
  link,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};

function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false, // A link that leads nowhere is reported when somebody reads it.
  );
}
