import { visibleText } from '@losskit/errors';
import stringWidth from 'string-width';

/** Measured word by word: the width of a long text takes long to find. */
function wrapLine(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of visibleText(text).split(' ')) {
    const needed = stringWidth(word);
    if (line === '') {
      line = word;
      used = needed;
    } else if (used + 1 + needed > width) {
      lines.push(line);
      line = word;
      used = needed;
    } else {
      line += ` ${word}`;
      used += 1 + needed;
    }
  }
  return [...lines, line].join('\n');
}

/**
 * Text for a terminal, which may hold names from a file: what is invisible is shown as escapes, and lines are broken
 * between words so that none is longer than `width`, but for words that are longer by themselves.
 */
export function wrapWords(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}
