import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem, readWholeFolder } from '@losskit/files';

import type { Checkpoint } from './Checkpoint.ts';
import { checkpointFiles } from './checkpointName.ts';
import { readCheckpoint } from './readCheckpoint.ts';

/** The newest checkpoint of a folder that can be used. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly path: string;
  /** Newer ones that cannot be used, and why not; each reason is a sentence that starts with the path. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

async function namesIn(folder: string, files: FileSystem): Promise<string[]> {
  try {
    return (await readWholeFolder(folder, files)).map(({ name }) => name);
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'file-missing') return [];
    throw error;
  }
}

/**
 * Finds the newest checkpoint of a folder that is whole: damaged ones are passed over, and it says which and
 * why.
 *
 * @returns undefined if the folder has no checkpoint at all, or does not exist.
 * @throws LosskitError `checkpoint-none-usable`, with the reason for each file, if there are some but none
 *   can be used; `file-unreadable` for the folder.
 */
export async function findCheckpoint(
  folder: string,
  files: FileSystem = nodeFileSystem,
): Promise<FoundCheckpoint | undefined> {
  const candidates = checkpointFiles(await namesIn(folder, files));
  const skipped: { path: string; reason: string }[] = [];
  for (const { name, step } of candidates) {
    const path = join(folder, name);
    try {
      const checkpoint = await readCheckpoint(path, files);
      if (checkpoint.state.step === step) return { checkpoint, path, skipped };
      skipped.push({ path, reason: `${path}: expected step ${step}, got ${checkpoint.state.step}.` });
    } catch (error) {
      if (!(error instanceof LosskitError)) throw error;
      skipped.push({ path, reason: error.message });
    }
  }
  if (skipped.length === 0) return undefined;
  throw new LosskitError(
    'checkpoint-none-usable',
    `${folder}: expected a checkpoint that can be used, got none: ${skipped.map(({ reason }) => reason).join(' ')}`,
    { file: folder },
  );
}
