import type { DataOrigin } from '../TaskData.ts';
import type { PackagedFile } from './PackagedFile.ts';

/** The file as what a task names as its origin. */
export function packageOrigin(file: PackagedFile): DataOrigin {
  return { kind: 'package', ...file };
}
