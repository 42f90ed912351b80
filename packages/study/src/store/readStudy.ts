import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem, readWholeFile, readWholeFolder } from '@losskit/files';
import type { z } from 'zod';

import type { Comparison, StudyResult } from '../result.ts';
import { comparisonSchema, previewsSchema, timingsSchema } from './comparisonSchema.ts';
import { COMPARISON_VERSION } from './comparisonVersion.ts';
import { RUNS, STUDY_FILES, UNFINISHED } from './folderNames.ts';
import { malformed } from './malformed.ts';
import { type MissingRun, storedRuns } from './storedRuns.ts';

/** A comparison as its folder holds it. */
export interface StoredStudy {
  readonly study: StudyResult;
  /** Runs whose files are missing, damaged or of another comparison: figures are drawn without them. */
  readonly missing: readonly MissingRun[];
}

const EXPECTED = {
  what: 'what losskit compare wrote',
  remedy: 'run the comparison again with this version',
  version: COMPARISON_VERSION,
};
const [TIMINGS, PREVIEWS, COMPARISON] = STUDY_FILES;

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const got = text.trim() === '' ? 'an empty file' : 'text that is not JSON';
    const message = `${file}: expected ${EXPECTED.what}, got ${got}; ${EXPECTED.remedy}.`;
    throw new LosskitError('data-malformed', message, { file }, { cause });
  }
}

/** Checks it and leaves it as it is, so that a report embeds the same text as before. */
function check<Value>(given: unknown, schema: z.ZodType<Value>, file: string): asserts given is Value {
  const { error } = schema.safeParse(given);
  if (error) throw malformed(file, EXPECTED, given, error);
}

async function readJson<Value>(file: string, schema: z.ZodType<Value>, files: FileSystem): Promise<Value> {
  const given = parseJson(new TextDecoder().decode(await readWholeFile(file, files)), file);
  check(given, schema, file);
  return given;
}

/** Says in one sentence that there is no comparison in a folder, and whether there will be one. */
async function refuseWithoutComparison(folder: string, files: FileSystem): Promise<void> {
  const names = (await readWholeFolder(folder, files)).map(({ name }) => name);
  if (names.includes(COMPARISON)) return;
  const isUnfinished = names.includes(UNFINISHED);
  throw new LosskitError(
    'file-missing',
    `${folder}: expected a comparison, got ${
      isUnfinished
        ? `one that is unfinished; the same losskit compare with --out ${folder} goes on with it`
        : 'a folder without comparison.json; losskit runs lists the folders that have one'
    }.`,
    { file: join(folder, COMPARISON) },
  );
}

/**
 * Reads a comparison from the folder that `compare` wrote it into; nothing is trained.
 *
 * The verdicts are those of `comparison.json`; the runs behind them come from files of their own, each checked by its digest and
 * against the values that the verdicts were made of.
 *
 * @throws LosskitError `file-missing` for a folder without a finished comparison; `file-unreadable`, `file-too-large`;
 *   `data-malformed` for files that are damaged, of something else or of another version of the format.
 * @example
 * ```ts
 * const { study } = await readStudy('runs/wages');
 * study.comparison.tasks[0]?.answer; // …
 * ```
 */
export async function readStudy(folder: string, files: FileSystem = nodeFileSystem): Promise<StoredStudy> {
  await refuseWithoutComparison(folder, files);
  const read = <Value>(name: string, schema: z.ZodType<Value>) => readJson(join(folder, name), schema, files);
  const comparison: Comparison = await read(COMPARISON, comparisonSchema);
  const previews = await read(PREVIEWS, previewsSchema);
  const timings = await read(TIMINGS, timingsSchema);
  const { runs, missing } = await storedRuns(join(folder, RUNS), comparison, files);
  return { study: { comparison, runs, previews, timings }, missing };
}
