import type { z } from 'zod';

import type { PackagedFile } from './PackagedFile.ts';
import { readPackageFile } from './readPackageFile.ts';

/** A JSON file of a package. @throws LosskitError as `readPackageFile`. */
export async function readPackageJson<Schema extends z.ZodType>(
  task: string,
  file: PackagedFile,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { bytes } = await readPackageFile(task, file);
  return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
