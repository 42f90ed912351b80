import { tableProblem } from '../tableProblem.ts';

const [LF, SPACE, TAB, CR, QUOTE, BACKSLASH, COMMA] = [10, 32, 9, 13, 34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [91, 93, 123, 125];
/** An object as long as this is none: one was left open. */
const MAX_OBJECT_BYTES = 2 ** 22;

/** Takes text in pieces. @throws LosskitError `data-malformed`, naming the line. */
export interface ObjectSplitter {
  push(piece: Buffer, isLast: boolean): void;
}

/**
 * Finds the objects of the first level, one after the other (JSON Lines) or as elements of an array, and gives the bytes of each
 * with the line in which it begins. Whether they are JSON inside is left to a parser.
 */
export function objectSplitter(
  file: string,
  onObject: (bytes: Buffer, line: number) => void,
): ObjectSplitter {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let [isArray, isClosed, hasAny] = [false, false, false];
  let needsComma = false;

  const malformed = (what: string, got: string) =>
    tableProblem('data-malformed', { file, row: line }, what, got);

  /** The place after an object, or -1 where the rest of it has not come yet. */
  function endOf(bytes: Buffer, start: number): number {
    let depth = 0;
    let isText = false;
    for (let place = start; place < bytes.length; place++) {
      const byte = bytes[place];
      if (isText) {
        if (byte === BACKSLASH) place++;
        else if (byte === QUOTE) isText = false;
      } else if (byte === QUOTE) isText = true;
      else if (byte === OPEN || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return place + 1;
    }
    return -1;
  }

  /** What stands between objects. */
  function passOver(byte: number | undefined): void {
    if (byte === LF) line++;
    else if (byte === SPACE || byte === TAB || byte === CR) return;
    else if (byte === OPEN_LIST && !hasAny && !isArray) isArray = true;
    else if (byte === CLOSE_LIST && isArray && !isClosed) isClosed = true;
    else if (byte === COMMA && needsComma) needsComma = false;
    else {
      const got = byte === undefined ? 'nothing' : `'${String.fromCharCode(byte)}'`;
      throw malformed('objects in JSON, one a line or in one array', got);
    }
  }

  return {
    push(piece, isLast) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      let place = 0;
      while (place < bytes.length) {
        if (bytes[place] !== OPEN || isClosed || needsComma) {
          passOver(bytes[place++]);
          continue;
        }
        const end = endOf(bytes, place);
        if (end === -1) break;
        if (end - place > MAX_OBJECT_BYTES) throw malformed('an object of at most 4 MiB', 'a longer one');
        const object = bytes.subarray(place, end);
        onObject(object, line);
        for (const byte of object) if (byte === LF) line++;
        hasAny = true;
        needsComma = isArray;
        place = end;
      }
      rest = Buffer.from(bytes.subarray(place));
      if (rest.length > MAX_OBJECT_BYTES) {
        throw malformed('an object of at most 4 MiB', 'a longer one; is a brace or a quote left open there?');
      }
      if (isLast && (rest.length > 0 || (isArray && !isClosed))) {
        throw malformed('a closing brace or bracket', 'the end of the file');
      }
    },
  };
}
