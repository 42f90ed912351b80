import { dirname } from 'node:path';
import type { FileSystem } from '@losskit/files';
import type { RandomStream } from '@losskit/random';

/** What a disk has of a file: what was synced, and what the system would still have to write. */
interface Content {
  durable: Uint8Array;
  current: Uint8Array;
}

/** A change of names that a folder's sync would make durable. */
interface Change {
  readonly remove?: string;
  readonly set?: { readonly path: string; readonly content: Content };
}

interface Folder {
  durable: Map<string, Content>;
  readonly current: Map<string, Content>;
  unsynced: Change[];
}

/** A disk in memory that can lose its power. */
export interface MemoryDisk extends FileSystem {
  /** Bytes by path, as they are for processes that run. */
  contents(): Map<string, Uint8Array>;
  /**
   * The disk after the power was cut now. What was synced is there. Of the changes of names since a folder's
   * sync any may have happened, in any order; what was written of a file since its sync may be there,
   * missing, cut off, zeros or random.
   */
  afterPowerCut(random: RandomStream): MemoryDisk;
}

const PAGE = 512;

function systemError(code: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall });
}

/** What a power cut leaves of a file. */
function damaged({ durable, current }: Content, random: RandomStream): Uint8Array {
  if (durable === current) return durable;
  const bytes = current.slice();
  switch (random.integer(5)) {
    case 0:
      return durable;
    case 1:
      return bytes;
    case 2:
      return bytes.subarray(0, random.integer(bytes.length + 1));
    case 3:
      for (let start = 0; start < bytes.length; start += PAGE) {
        if (random.integer(2) === 0) bytes.fill(0, start, start + PAGE);
      }
      return bytes;
    default:
      return bytes.map((byte) => (random.integer(8) === 0 ? random.integer(256) : byte));
  }
}

function apply(names: Map<string, Content>, { remove, set }: Change): void {
  if (remove !== undefined) names.delete(remove);
  if (set) names.set(set.path, set.content);
}

function makeDisk(folders: Map<string, Folder>): MemoryDisk {
  function folderOf(path: string, syscall: string): Folder {
    const folder = folders.get(dirname(path));
    if (!folder) throw systemError('ENOENT', syscall, path);
    return folder;
  }

  function contentOf(path: string, syscall: string): Content {
    const content = folderOf(path, syscall).current.get(path);
    if (!content) throw systemError('ENOENT', syscall, path);
    return content;
  }

  function change(path: string, syscall: string, one: Change): void {
    const folder = folderOf(path, syscall);
    apply(folder.current, one);
    folder.unsynced.push(one);
  }

  return {
    contents: () =>
      new Map(
        [...folders.values()].flatMap(({ current }) =>
          [...current].map(([path, { current: bytes }]) => [path, bytes.slice()] as const),
        ),
      ),
    afterPowerCut(random) {
      const survived = new Map<string, Folder>();
      const left = new Map<Content, Content>();
      for (const [path, { durable, unsynced }] of folders) {
        const names = new Map(durable);
        for (const index of random.permutation(unsynced.length)) {
          const one = unsynced[index];
          if (one && random.integer(2) === 0) apply(names, one);
        }
        const contents = new Map<string, Content>();
        for (const [name, content] of names) {
          const bytes = damaged(content, random);
          const one = left.get(content) ?? { durable: bytes, current: bytes };
          left.set(content, one);
          contents.set(name, one);
        }
        survived.set(path, { durable: contents, current: new Map(contents), unsynced: [] });
      }
      return makeDisk(survived);
    },
    async openForReading(path) {
      const { current } = contentOf(path, 'open');
      return {
        size: current.length,
        read: async (position, length) => current.slice(position, position + length),
        close: async () => {},
      };
    },
    async readFolder(path) {
      const folder = folders.get(path);
      if (!folder) throw systemError('ENOENT', 'scandir', path);
      const files = [...folder.current.keys()].map((name) => ({ name, isFolder: false }));
      const inner = [...folders.keys()].filter((name) => dirname(name) === path && name !== path);
      return [...files, ...inner.map((name) => ({ name, isFolder: true }))].map(({ name, isFolder }) => ({
        name: name.slice(path === '/' ? 1 : path.length + 1),
        isFolder,
      }));
    },
    async stat(path) {
      // A disk in memory has no clock.
      return { size: contentOf(path, 'stat').current.length, modified: new Date(0) };
    },
    async makeFolder(path) {
      for (let folder = path; !folders.has(folder); folder = dirname(folder)) {
        folders.set(folder, { durable: new Map(), current: new Map(), unsynced: [] });
      }
    },
    async openForWriting(path) {
      const existing = folderOf(path, 'open').current.get(path);
      const content = existing ?? { durable: new Uint8Array(), current: new Uint8Array() };
      if (existing) existing.current = new Uint8Array();
      else change(path, 'open', { set: { path, content } });
      return {
        async write(bytes) {
          const longer = new Uint8Array(content.current.length + bytes.length);
          longer.set(content.current);
          longer.set(bytes, content.current.length);
          content.current = longer;
          return bytes.length;
        },
        async sync() {
          content.durable = content.current;
        },
        close: async () => {},
      };
    },
    async rename(from, to) {
      const content = contentOf(from, 'rename');
      if (dirname(from) === dirname(to)) {
        change(to, 'rename', { remove: from, set: { path: to, content } });
        return;
      }
      change(to, 'rename', { set: { path: to, content } });
      change(from, 'rename', { remove: from });
    },
    async link(from, to) {
      const content = contentOf(from, 'link');
      if (folderOf(to, 'link').current.has(to)) throw systemError('EEXIST', 'link', to);
      change(to, 'link', { set: { path: to, content } });
    },
    async remove(path) {
      if (folders.get(dirname(path))?.current.has(path)) change(path, 'unlink', { remove: path });
    },
    async syncFolder(path) {
      const folder = folders.get(path);
      if (!folder) throw systemError('ENOENT', 'open', path);
      folder.durable = new Map(folder.current);
      folder.unsynced = [];
    },
  };
}

/**
 * An empty disk in memory, for tests of what survives a crash. Its folders are durable at once, as
 * `makeFolder` says.
 */
export function memoryDisk(): MemoryDisk {
  return makeDisk(new Map([['/', { durable: new Map(), current: new Map(), unsynced: [] }]]));
}
