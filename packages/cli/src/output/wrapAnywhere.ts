import stringWidth from 'string-width';

import { wrapWords } from './wrapWords.ts';

const characters = new Intl.Segmenter();

/** Parts one behind the other, as many in a line as `width` has room for. */
function filled(parts: Iterable<string>, width: number): string[] {
  const lines = [''];
  let used = 0;
  for (const part of parts) {
    const needed = stringWidth(part);
    const last = lines.at(-1) ?? '';
    if (last !== '' && used + needed > width) {
      lines.push(part);
      used = needed;
    } else {
      lines[lines.length - 1] = last + part;
      used += needed;
    }
  }
  return lines;
}

/** A line that has no blank to break it at: behind a dot or an underscore, else anywhere. */
function brokenLine(line: string, width: number): string[] {
  return filled(line.split(/(?<=[._])/), width).flatMap((piece) =>
    filled(
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
