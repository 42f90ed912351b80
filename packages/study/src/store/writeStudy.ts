import { join } from 'node:path';
import { type FileSystem, nodeFileSystem, writeWholeFile } from '@losskit/files';

import type { StudyResult } from '../result.ts';
import { STUDY_FILES } from './folderNames.ts';
import { toJson } from './toJson.ts';

/**
 * Writes a comparison into `folder`: `comparison.json` (the verdicts; the same bytes for the same command),
 * `previews.json` (what figures are drawn on) and `timings.json` (the only file with clock times). The runs are there
 * already, one file each.
 *
 * @throws LosskitError `file-unwritable`.
 */
export async function writeStudy(
  folder: string,
  { comparison, previews, timings }: StudyResult,
  files: FileSystem = nodeFileSystem,
): Promise<void> {
  const contents = { 'timings.json': timings, 'previews.json': previews, 'comparison.json': comparison };
  for (const name of STUDY_FILES) await writeWholeFile(join(folder, name), toJson(contents[name]), files);
}
