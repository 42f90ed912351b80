import { shellWords } from '@losskit/cluster/shell-words';

/** A command of losskit as a shell reads it, to copy. */
export function commandLine(words: readonly string[]): string {
  return shellWords(['losskit', ...words]);
}
