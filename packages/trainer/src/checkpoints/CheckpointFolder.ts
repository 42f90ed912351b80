import { basename, join } from 'node:path';
import { type FileSystem, fileError, nodeFileSystem, readWholeFolder, writeWholeFile } from '@losskit/files';

import type { Checkpoint } from './Checkpoint.ts';
import {
  type CheckpointFile,
  type CheckpointKind,
  checkpointFiles,
  checkpointName,
} from './checkpointName.ts';
import { encodeCheckpoint } from './encodeCheckpoint.ts';
import { type FoundCheckpoint, findCheckpoint } from './findCheckpoint.ts';
import { lockFolder, type Processes } from './lockFolder.ts';

/** A folder of checkpoints that this process alone writes. */
export interface CheckpointFolder {
  readonly folder: string;
  /** What {@link findCheckpoint} finds in the folder. Damaged files stay until the next one is saved. */
  newest(): Promise<FoundCheckpoint | undefined>;
  /**
   * Writes a checkpoint and returns its path once it would survive a power cut. Only then are older ones
   * removed: of `step` the two newest stay, of `best` the newest, of `emergency` those that no `step` has
   * overtaken.
   */
  save(kind: CheckpointKind, checkpoint: Checkpoint): Promise<string>;
  /**
   * Moves the checkpoints that are there into a new folder beside, because another run begins.
   *
   * @returns The new folder, or undefined when there was nothing to move.
   */
  setAside(): Promise<string | undefined>;
  /**
   * Removes the checkpoints that are there, because the run that they are of is finished and another one
   * begins.
   */
  clear(): Promise<void>;
  /** Lets other processes write. */
  close(): Promise<void>;
}

/** Of the regular checkpoints, how many stay. */
const KEPT = 2;

/**
 * Opens a folder for checkpoints, making it where it is missing, and keeps every other process from writing
 * it until it is closed.
 *
 * Each file is written under another name, fsynced, renamed, and the folder fsynced; a process that is killed
 * at any moment leaves the previous checkpoints whole.
 *
 * @throws LosskitError `folder-in-use` or `file-unwritable`.
 */
export async function openCheckpointFolder(
  folder: string,
  files: FileSystem = nodeFileSystem,
  processes?: Processes,
): Promise<CheckpointFolder> {
  const lock = await lockFolder(folder, files, processes);
  /** The steps of regular checkpoints of this run, but for damaged ones. */
  const own = new Set<number>();

  async function checkpoints(): Promise<CheckpointFile[]> {
    const entries = await readWholeFolder(folder, files);
    // A folder of a checkpoint's name is none of ours to move or to remove.
    return checkpointFiles(entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name));
  }

  async function remove(name: string): Promise<void> {
    try {
      await files.remove(join(folder, name));
    } catch (cause) {
      throw fileError('file-unwritable', join(folder, name), cause);
    }
  }

  async function prune(kind: CheckpointKind, step: number): Promise<void> {
    const kept = new Set([...own].sort((a, b) => b - a).slice(0, KEPT));
    for (const file of await checkpoints()) {
      const outlived =
        (kind === 'step' && file.kind === 'step' && !kept.has(file.step)) ||
        (kind === 'step' && file.kind === 'emergency' && file.step <= step) ||
        (kind === 'best' && file.kind === 'best' && file.step !== step);
      if (outlived) await remove(file.name);
    }
  }

  return {
    folder,
    async newest() {
      const found = await findCheckpoint(folder, files);
      const last = found?.checkpoint.state.step ?? -1;
      const skipped = new Set(found?.skipped.map(({ path }) => basename(path)));
      for (const { name, kind, step } of await checkpoints()) {
        if (kind === 'step' && step <= last && !skipped.has(name)) own.add(step);
      }
      return found;
    },
    async save(kind, checkpoint) {
      const { step } = checkpoint.state;
      const path = join(folder, checkpointName(kind, step));
      await writeWholeFile(path, encodeCheckpoint(checkpoint), files);
      if (kind === 'step') own.add(step);
      await prune(kind, step);
      return path;
    },
    async setAside() {
      const old = await checkpoints();
      if (old.length === 0) return undefined;
      const present = (await readWholeFolder(folder, files)).map(({ name }) => name);
      let number = 1;
      while (present.includes(`replaced-${number}`)) number += 1;
      const target = join(folder, `replaced-${number}`);
      try {
        await files.makeFolder(target);
        for (const { name } of old) await files.rename(join(folder, name), join(target, name));
        await files.syncFolder(target);
        await files.syncFolder(folder);
      } catch (cause) {
        throw fileError('file-unwritable', target, cause);
      }
      return target;
    },
    async clear() {
      for (const { name } of await checkpoints()) await remove(name);
    },
    close: () => lock.release(),
  };
}
