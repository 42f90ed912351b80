import { LosskitError } from '@losskit/errors';

const NEWLINE = 0x0a;
/** What goes on for as many times the longest line that is allowed is no text of lines, and may never end. */
const ENDLESS = 64;

/**
 * A line of a stream, without its end; `bytes` is undefined where it was longer than allowed and was skipped.
 */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
}

/**
 * Splits a stream of bytes into lines, holding no more than one line of at most `longest` bytes.
 *
 * What follows the last line break is a line as well, unless it is empty.
 *
 * @throws LosskitError `line-too-long` once a line has gone on for 64 times `longest`.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Line, void, void> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;

  function add(part: Uint8Array): void {
    length += part.length;
    if (length > ENDLESS * longest) {
      const most = `lines of at most ${longest} bytes`;
      throw new LosskitError('line-too-long', `line ${number}: expected ${most}, got one without an end.`);
    }
    if (length > longest) parts = [];
    else parts.push(part);
  }
  function takeLine(): Line {
    const line = { number, bytes: length > longest ? undefined : Buffer.concat(parts) };
    number += 1;
    parts = [];
    length = 0;
    return line;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield takeLine();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield takeLine();
}
