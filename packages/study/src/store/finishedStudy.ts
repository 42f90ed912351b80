import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem, readWholeFile, writeWholeFile } from '@losskit/files';
import { z } from 'zod';

import type { StudyResult } from '../result.ts';
import { FINISHED, STUDY_FILES } from './folderNames.ts';
import { readStudy } from './readStudy.ts';
import { sha256 } from './storedRun.ts';
import { toJson } from './toJson.ts';

/** Of which comparison the results in a folder are, and what they were as they were written. */
const markSchema = z.strictObject({ context: z.string(), digest: z.string() });

async function readText(path: string, files: FileSystem): Promise<string> {
  return new TextDecoder().decode(await readWholeFile(path, files));
}

/**
 * sha256 of what `compare` wrote into a folder at its end.
 *
 * @throws LosskitError `file-missing`, `file-unreadable`, `file-too-large`.
 */
export async function digestOfStudy(folder: string, files: FileSystem = nodeFileSystem): Promise<string> {
  const texts: string[] = [];
  for (const name of STUDY_FILES) texts.push(await readText(join(folder, name), files));
  return sha256(JSON.stringify(texts));
}

/**
 * Marks the results in a folder as those of a comparison that is finished.
 *
 * @param context - All that they depend on.
 */
export async function markFinished(folder: string, context: string, files: FileSystem): Promise<void> {
  const mark = { context: sha256(context), digest: await digestOfStudy(folder, files) };
  await writeWholeFile(join(folder, FINISHED), toJson(mark), files);
}

/** Whether a folder says that its comparison is finished, whichever that is. */
export async function isFinished(folder: string, files: FileSystem): Promise<boolean> {
  try {
    await files.stat(join(folder, FINISHED));
    return true;
  } catch {
    return false;
  }
}

/** The results of the same comparison as it finished; undefined where a file of them is another or is missing. */
export async function readFinished(
  folder: string,
  context: string,
  files: FileSystem,
): Promise<StudyResult | undefined> {
  try {
    const mark = markSchema.parse(JSON.parse(await readText(join(folder, FINISHED), files)));
    if (mark.context !== sha256(context) || mark.digest !== (await digestOfStudy(folder, files)))
      return undefined;
    const { study, missing } = await readStudy(folder, files);
    return missing.length === 0 ? study : undefined;
  } catch (error) {
    const isUnusable =
      error instanceof LosskitError || error instanceof z.ZodError || error instanceof SyntaxError;
    if (isUnusable) return undefined;
    throw error;
  }
}
