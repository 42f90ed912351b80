import { readTable, type Table, type TableOptions } from '@losskit/data';

import type { PackagedFile } from './PackagedFile.ts';
import { readPackageFile } from './readPackageFile.ts';

/** The columns of a table in a package. @throws LosskitError as `readPackageFile` and `readTable`. */
export async function readPackageTable(
  task: string,
  file: PackagedFile,
  options: Pick<TableOptions, 'columns' | 'missing'>,
): Promise<Table> {
  const { path } = await readPackageFile(task, file);
  return readTable(path, options);
}
