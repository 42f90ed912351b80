/** The encodings that a table in text can have. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** How many of the first bytes tell UTF-16 without a byte order mark. */
const LOOKED_AT = 4096;

/** The bytes 0x80 to 0x9f of Windows-1252; the others are those of Latin-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Every second byte is 0 in UTF-16 of Latin letters, digits and separators; in other encodings of text none is. */
function utf16Without(start: Uint8Array): TextEncoding | undefined {
  const pairs = Math.floor(Math.min(start.length, LOOKED_AT) / 2);
  let [evenZeros, oddZeros] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (start[2 * pair] === 0) evenZeros++;
    if (start[2 * pair + 1] === 0) oddZeros++;
  }
  if (pairs < 4) return undefined;
  if (evenZeros === 0 && oddZeros > 0.3 * pairs) return 'utf-16le';
  return oddZeros === 0 && evenZeros > 0.3 * pairs ? 'utf-16be' : undefined;
}

/**
 * The encoding that the first bytes tell and the length of a byte order mark; undefined where they are like ASCII, so that
 * UTF-8 and Windows-1252 are told apart by the first letter beyond it.
 */
export function detectEncoding(start: Uint8Array): {
  readonly encoding: TextEncoding | undefined;
  readonly mark: number;
} {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: utf16Without(start), mark: 0 };
}

/** Turns the pieces of a file into bytes in which separators and digits are those of ASCII. @throws TypeError. */
export type Transcoder = (piece: Buffer, isLast: boolean) => Buffer;

/** UTF-16 becomes UTF-8; other encodings stay. */
export function transcoder(encoding: TextEncoding | undefined): Transcoder {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return (piece) => piece;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (piece, isLast) => Buffer.from(decoder.decode(piece, { stream: !isLast }));
}

/** Reads cells of one file as text. */
export interface CellDecoder {
  /** Undefined for bytes that are none of the file's encoding. */
  decode(bytes: Buffer, start: number, end: number): string | undefined;
  /** What has been found so far; undefined while every byte was ASCII. */
  readonly found: TextEncoding | undefined;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let place = start; place < end; place++) if ((bytes[place] ?? 0) > 0x7f) return false;
  return true;
}

/**
 * Cells in UTF-8 or Windows-1252: the first one beyond ASCII decides, because text in Windows-1252 is hardly ever valid UTF-8.
 * Node's own decoder of Windows-1252 takes it for Latin-1 in some versions.
 */
export function cellDecoder(known: TextEncoding | undefined): CellDecoder {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isBytes = known === 'windows-1252';
  let found: TextEncoding | undefined = known === undefined || isBytes ? known : 'utf-8';
  const windows1252 = (bytes: Buffer, start: number, end: number) =>
    bytes
      .toString('latin1', start, end)
      .replace(/[\x80-\x9f]/g, (byte) => WINDOWS_1252[byte.charCodeAt(0) - 0x80] ?? byte);
  return {
    get found() {
      return found;
    },
    decode(bytes, start, end) {
      if (isAscii(bytes, start, end)) return bytes.toString('latin1', start, end);
      if (found === 'windows-1252') return windows1252(bytes, start, end);
      try {
        const text = utf8.decode(bytes.subarray(start, end));
        found = 'utf-8';
        return text;
      } catch {
        if (found !== undefined) return undefined;
        found = 'windows-1252';
        return windows1252(bytes, start, end);
      }
    },
  };
}
