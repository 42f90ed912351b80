import stringWidth from 'string-width';

import { fillLines } from './fillLines.ts';
import { wrapWords } from './wrapWords.ts';

const characters = new Intl.Segmenter();

/** A line that has no blank to break it at: behind a dot or an underscore, else anywhere. */
function brokenLine(line: string, width: number): string[] {
  return fillLines(line.split(/(?<=[._])/), width).flatMap((piece) =>
    fillLines(
      Array.from(characters.segment(piece), ({ segment }) => segment),
      width,
    ),
  );
}

/** Lines that are `width` wide at most, broken between words, and within one only where it has no room by itself. */
export function wrapAnywhere(text: string, width: number): string[] {
  return wrapWords(text, width)
    .split('\n')
    .flatMap((line) => (stringWidth(line) > width ? brokenLine(line, width) : [line]));
}
