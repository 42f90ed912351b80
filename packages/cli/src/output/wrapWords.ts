import { visibleText } from '@losskit/errors';
import stringWidth from 'string-width';

function wrapLine(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of visibleText(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
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
