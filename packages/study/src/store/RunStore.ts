import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import {
  type FileSystem,
  fileError,
  nodeFileSystem,
  readWholeFile,
  readWholeFolder,
  writeWholeFile,
} from '@losskit/files';

import { type ExecutedRun, executedRunSchema } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { toJson } from './toJson.ts';

/** Finished runs, one file each, so that an interrupted comparison loses nothing that was done. */
export interface RunStore {
  /** Whether the folder held runs of the same comparison, interrupted. */
  readonly continues: boolean;
  /** The run of an earlier, interrupted comparison, or undefined when there is none that can be trusted. */
  find(request: TrialRequest): Promise<ExecutedRun | undefined>;
  save(request: TrialRequest, run: ExecutedRun): Promise<void>;
  /** Waits until nothing is being written any more, whether that succeeded or not. */
  settle(): Promise<void>;
  /** Marks the comparison as complete and removes runs that are not part of it. */
  finish(): Promise<void>;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A stored run, or undefined when it was damaged or belongs to another context. */
function parseStored(text: string, context: string): ExecutedRun | undefined {
  const stored = parseJson(text);
  if (typeof stored !== 'object' || stored === null || !('run' in stored) || !('digest' in stored)) {
    return undefined;
  }
  if (stored.digest !== sha256(context + JSON.stringify(stored.run))) return undefined;
  return executedRunSchema.safeParse(stored.run).data;
}

/**
 * Opens the run store of a comparison in `folder`.
 *
 * While a comparison is under way the folder holds `unfinished.json` with its context. A comparison that finds
 * its own context there continues; any other starts over.
 *
 * @param context - What a run depends on beside its request: versions, data, plans.
 * @throws LosskitError `file-unwritable` if the folder cannot be written.
 */
export async function openRunStore(
  folder: string,
  context: string,
  files: FileSystem = nodeFileSystem,
): Promise<RunStore> {
  const runs = join(folder, 'runs');
  const marker = join(folder, 'unfinished.json');
  const kept = new Set<string>();
  const saves: Promise<void>[] = [];
  const nameOf = (request: TrialRequest) => {
    const key = sha256(JSON.stringify(request)).slice(0, 12);
    // Names of losses have characters that some file systems refuse.
    const name = `${request.task}-${request.loss}`.replace(/[^\w.+=-]+/g, '_').slice(0, 120);
    return `${name}-seed${request.seed}-${key}.json`;
  };

  const contextDigest = sha256(context);
  const left = await readText(marker, files);
  const continues = left?.includes(contextDigest) ?? false;
  await writeWholeFile(marker, toJson({ contextDigest }), files);

  async function remove(path: string): Promise<void> {
    try {
      await files.remove(path);
    } catch (cause) {
      throw fileError('file-unwritable', path, cause);
    }
  }

  return {
    continues,
    async find(request) {
      const text = continues ? await readText(join(runs, nameOf(request)), files) : undefined;
      const run = text === undefined ? undefined : parseStored(text, context);
      if (run) kept.add(nameOf(request));
      return run;
    },
    async save(request, run) {
      const digest = sha256(context + JSON.stringify(run));
      const saving = writeWholeFile(join(runs, nameOf(request)), toJson({ digest, run }), files);
      saves.push(saving);
      await saving;
      kept.add(nameOf(request));
    },
    async settle() {
      await Promise.allSettled(saves);
    },
    async finish() {
      for (const { name } of await readWholeFolder(runs, files)) {
        if (name.endsWith('.json') && !kept.has(name)) await remove(join(runs, name));
      }
      await remove(marker);
    },
  };
}
