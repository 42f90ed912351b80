import { visibleText } from '@losskit/errors';

import { fillLines } from './fillLines.ts';

/**
 * Text for a terminal, which may hold names from a file: what is invisible is shown as escapes, and lines are broken
 * between words so that none is longer than `width`, but for words that are longer by themselves.
 */
export function wrapWords(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => fillLines(visibleText(line).split(' '), width, ' '))
    .join('\n');
}
