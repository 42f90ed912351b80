import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import {
  type FileSystem,
  type FolderEntry,
  nodeFileSystem,
  readWholeFile,
  readWholeFolder,
} from '@losskit/files';
import { z } from 'zod';

import { COMPARISON_VERSION } from './comparisonVersion.ts';
import { RUNS, STUDY_FILES, UNFINISHED } from './folderNames.ts';

/** A loss on a task of a stored comparison. */
export interface StoredLoss {
  readonly loss: string;
  readonly verdict: string;
  /** Runs that ended and did better than the trivial model. */
  readonly done: number;
  readonly failed: number;
}

/** A task of a stored comparison. */
export interface StoredTask {
  readonly task: string;
  /** The loss to use; null where nothing was learned. */
  readonly recommended: string | null;
  /** Best first. */
  readonly losses: readonly StoredLoss[];
  /** Runs that the machine has lost. */
  readonly lost: number;
}

/** What a folder holds of a comparison. */
export interface StoredComparison {
  readonly folder: string;
  /**
   * `unfinished`: it was interrupted, lacks runs that the machine lost, or is under way; `unreadable`: its `comparison.json` is damaged, or of another version.
   */
  readonly state: 'finished' | 'unfinished' | 'unreadable';
  /** When its results were written, or when it was begun where it is unfinished; in ISO 8601. */
  readonly modified: string;
  /** Bytes of all its files. */
  readonly bytes: number;
  /** Files of runs, those of the search for learning rates too. */
  readonly runFiles: number;
  /** Seeds that a loss could be given. */
  readonly seeds: number;
  /** None before there are results that can be read. */
  readonly tasks: readonly StoredTask[];
}

const count = z.number().int().nonnegative();

/** What the list says of a comparison; the rest of its file may be anything. */
const summarySchema = z.object({
  version: z.literal(COMPARISON_VERSION),
  config: z.object({ seeds: z.array(count) }),
  tasks: z.array(
    z.object({
      task: z.string(),
      recommended: z.string().nullable(),
      results: z.array(
        z.object({
          loss: z.string(),
          verdict: z.string(),
          seeds: count,
          failures: z.object({ runs: count }),
        }),
      ),
      lost: z.array(z.unknown()).optional(),
    }),
  ),
});

const [, , COMPARISON] = STUDY_FILES;

type Summary = z.infer<typeof summarySchema>;

async function readSummary(file: string, files: FileSystem): Promise<Summary | undefined> {
  try {
    return summarySchema.safeParse(JSON.parse(new TextDecoder().decode(await readWholeFile(file, files))))
      .data;
  } catch (error) {
    if (error instanceof LosskitError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function bytesOfFiles(folder: string, entries: readonly FolderEntry[], files: FileSystem) {
  let bytes = 0;
  for (const { name, isFolder } of entries) {
    // What vanishes meanwhile is none of it.
    if (!isFolder)
      bytes += await files.stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}

function tasksOf(summary: Summary | undefined): StoredTask[] {
  return (summary?.tasks ?? []).map(({ task, recommended, results, lost = [] }) => ({
    task,
    recommended,
    losses: results.map(({ loss, verdict, seeds, failures }) => ({
      loss,
      verdict,
      done: seeds - failures.runs,
      failed: failures.runs,
    })),
    lost: lost.length,
  }));
}

/** What a folder holds of a comparison; undefined where it holds none. */
async function storedIn(folder: string, files: FileSystem): Promise<StoredComparison | undefined> {
  const entries = await readWholeFolder(folder, files);
  const writtenAt = async (file: string) =>
    entries.some(({ name }) => name === file) ? (await files.stat(join(folder, file))).modified : undefined;
  const [begun, written] = [await writtenAt(UNFINISHED), await writtenAt(COMPARISON)];
  const modified = begun ?? written;
  if (modified === undefined) return undefined;
  // Verdicts from before the present beginning are those of an earlier comparison.
  const hasResults = written !== undefined && (begun === undefined || written >= begun);
  const summary = hasResults ? await readSummary(join(folder, COMPARISON), files) : undefined;
  let [bytes, runFiles] = [await bytesOfFiles(folder, entries, files), 0];
  for (const { name } of entries.filter(({ isFolder }) => isFolder)) {
    const inner = await readWholeFolder(join(folder, name), files);
    bytes += await bytesOfFiles(join(folder, name), inner, files);
    if (name === RUNS) runFiles = inner.filter((file) => file.name.endsWith('.json')).length;
  }
  return {
    folder,
    state: hasResults && !summary ? 'unreadable' : begun ? 'unfinished' : 'finished',
    modified: modified.toISOString(),
    bytes,
    runFiles,
    seeds: summary?.config.seeds.length ?? 0,
    tasks: tasksOf(summary),
  };
}

/**
 * The comparisons that a folder holds: in itself, and in the folders in it. The last written comes first.
 *
 * @throws LosskitError `file-missing` or `file-unreadable` for a folder that cannot be listed.
 * @example
 * ```ts
 * const [latest] = await listStored('runs');
 * latest?.state; // …
 * ```
 */
export async function listStored(
  folder: string,
  files: FileSystem = nodeFileSystem,
): Promise<readonly StoredComparison[]> {
  const inner = (await readWholeFolder(folder, files)).filter(({ isFolder }) => isFolder);
  const found: StoredComparison[] = [];
  for (const path of [folder, ...inner.map(({ name }) => join(folder, name))]) {
    const stored = await storedIn(path, files);
    if (stored) found.push(stored);
  }
  return found.sort((a, b) => (a.modified > b.modified ? -1 : 1));
}
