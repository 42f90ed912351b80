import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import {
  type FileSystem,
  fileError,
  nodeFileSystem,
  readWholeFile,
  readWholeFolder,
  refuseFolders,
  removePartialFiles,
  writeWholeFile,
} from '@losskit/files';
import { lockFolder } from '@losskit/trainer/checkpoints';

import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { FINISHED, RUNS, STUDY_FILES, UNFINISHED } from './folderNames.ts';
import { nameOfRun } from './nameOfRun.ts';
import { encodeStoredRun, parseStoredRun, type StoredRun, sha256 } from './storedRun.ts';
import { toJson } from './toJson.ts';

/** A file of an unfinished comparison that is not used, so that its run is done again. */
export interface UnusableRun {
  readonly path: string;
  readonly reason: 'damaged' | 'in the place of another' | 'of another comparison' | 'a folder';
}

/** Finished runs, one file each, so that nothing that was done is done again by the same comparison. */
export interface RunStore {
  /** How many runs of the same comparison, interrupted or finished, the folder held. */
  readonly usable: number;
  /** What it held beside. */
  readonly unusable: readonly UnusableRun[];
  /** The run that the folder held, once; undefined when there is none that can be trusted. */
  find(request: TrialRequest): Promise<ExecutedRun | undefined>;
  save(request: TrialRequest, run: ExecutedRun): Promise<void>;
  /** Marks the comparison as complete and removes runs that are not part of it. */
  finish(): Promise<void>;
  /** Waits until nothing is being written any more, whether that succeeded or not, and lets other processes write. */
  close(): Promise<void>;
}

/** A file's text, or undefined when it cannot be read: then the run is done again. */
async function readText(path: string, files: FileSystem): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readWholeFile(path, files));
  } catch (error) {
    if (error instanceof LosskitError) return undefined;
    throw error;
  }
}

function keyOf(request: TrialRequest): string {
  return sha256(JSON.stringify(request));
}

/** What the name of a run's file ends with. */
function endingOf(key: string): string {
  return `${key.slice(0, 12)}.json`;
}

function nameOf(request: TrialRequest): string {
  return `${nameOfRun(request)}${endingOf(keyOf(request))}`;
}

/** Gives a folder that has the name of a run's file another name, which nothing has. */
async function setAside(folder: string, name: string, taken: readonly string[], files: FileSystem) {
  let number = 1;
  while (taken.includes(`${name}.replaced-${number}`)) number += 1;
  const path = join(folder, name);
  try {
    await files.rename(path, `${path}.replaced-${number}`);
  } catch (cause) {
    throw fileError('file-unwritable', path, cause);
  }
}

function reasonOf(stored: StoredRun | undefined, context: string): UnusableRun['reason'] {
  if (!stored) return 'damaged';
  return stored.context === context ? 'in the place of another' : 'of another comparison';
}

/** What a folder holds of a comparison: its runs, by the names of their files. */
interface Held {
  readonly held: Map<string, StoredRun>;
  readonly unusable: readonly UnusableRun[];
}

/** Looks through what a comparison has left, one run at a time. What a finished one has left of others is nobody's concern. */
async function lookThrough(
  runs: string,
  context: string,
  isUnfinished: boolean,
  files: FileSystem,
): Promise<Held> {
  const entries = await readWholeFolder(runs, files);
  const taken = entries.map(({ name }) => name);
  const unusable: UnusableRun[] = [];
  const held = new Map<string, StoredRun>();
  for (const { name, isFolder } of entries.filter((entry) => entry.name.endsWith('.json'))) {
    const path = join(runs, name);
    if (isFolder) {
      await setAside(runs, name, taken, files);
      unusable.push({ path, reason: 'a folder' });
      continue;
    }
    const stored = parseStoredRun((await readText(path, files)) ?? '');
    const isInPlace = stored !== undefined && name.endsWith(`-${endingOf(stored.request)}`);
    if (stored?.context === context && isInPlace) held.set(name, stored);
    else if (isUnfinished) unusable.push({ path, reason: reasonOf(stored, context) });
  }
  return { held, unusable };
}

/**
 * Opens the run store of a comparison in `folder`, making it where it is missing, and keeps every other process from writing it
 * until it is closed.
 *
 * Runs that are there and belong to the same comparison are used, whether it was interrupted or finished: they would come out the
 * same. While a comparison is under way the folder holds `unfinished.json`.
 *
 * @param what - All that a run depends on beside its request: versions, data, plans.
 * @throws LosskitError `folder-in-use`; `file-unwritable` if the folder or one of the files in it cannot be written.
 */
export async function openRunStore(
  folder: string,
  what: string,
  files: FileSystem = nodeFileSystem,
): Promise<RunStore> {
  const runs = join(folder, RUNS);
  const marker = join(folder, UNFINISHED);
  const context = sha256(what);
  const kept = new Set<string>();
  const saves = new Set<Promise<void>>();

  async function remove(path: string): Promise<void> {
    try {
      await files.remove(path);
    } catch (cause) {
      throw fileError('file-unwritable', path, cause);
    }
  }

  async function prepare() {
    await refuseFolders(folder, [UNFINISHED, FINISHED, ...STUDY_FILES], files);
    const names = (await readWholeFolder(folder, files)).map(({ name }) => name);
    const isUnfinished = names.includes(UNFINISHED);
    await writeWholeFile(marker, toJson({ context }), files);
    await remove(join(folder, FINISHED));
    try {
      await files.makeFolder(runs);
    } catch (cause) {
      throw fileError('file-unwritable', runs, cause);
    }
    await removePartialFiles(runs, files);
    return lookThrough(runs, context, isUnfinished, files);
  }

  const lock = await lockFolder(folder, files);
  const { held, unusable } = await prepare().catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });

  return {
    usable: held.size,
    unusable,
    async find(request) {
      const name = nameOf(request);
      const stored = held.get(name);
      if (stored?.request !== keyOf(request)) return undefined;
      held.delete(name);
      kept.add(name);
      return stored.run;
    },
    async save(request, run) {
      const name = nameOf(request);
      const text = encodeStoredRun({ context, request: keyOf(request), run });
      const saving = writeWholeFile(join(runs, name), text, files);
      saves.add(saving);
      try {
        await saving;
        kept.add(name);
      } finally {
        saves.delete(saving);
      }
    },
    async finish() {
      for (const { name, isFolder } of await readWholeFolder(runs, files)) {
        if (name.endsWith('.json') && !isFolder && !kept.has(name)) await remove(join(runs, name));
      }
      await remove(marker);
    },
    async close() {
      await Promise.allSettled(saves);
      await lock.release();
    },
  };
}
