import { visibleLines } from '@losskit/errors';

/** Writes lines to standard error, with what is invisible in them as escapes: they may hold names from files. */
export function note(text: string): void {
  process.stderr.write(`${visibleLines(text)}\n`);
}
