import { LosskitError } from '@losskit/errors';

/**
 * A number as it is written, so that 2^64 - 1, -1 and 1.0 can be told from what JavaScript would make of
 * them.
 */
export interface WrittenNumber {
  readonly digits: string;
}

/** JSON without booleans and null, which no header of a safetensors file has. */
export type HeaderJson = string | WrittenNumber | readonly HeaderJson[] | HeaderObject;
export type HeaderObject = ReadonlyMap<string, HeaderJson>;

/** A header is an object of objects of lists. */
const DEEPEST = 3;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The string that `written` is in JSON, or undefined for none. */
function decodeString(written: string): string | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' && !LONE_SURROGATE.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Parses the header of a safetensors file. Stricter than `JSON.parse`: a key that occurs twice is refused,
 * where `JSON.parse` would let the last one win, and so are characters that are half of a pair.
 *
 * @throws LosskitError `safetensors-header-not-json` or `safetensors-key-duplicate`.
 */
export function parseHeaderJson(text: string, file: string): HeaderJson {
  let position = 0;

  function fail(expected: string): LosskitError {
    return new LosskitError(
      'safetensors-header-not-json',
      `${file}: expected a header of JSON, got ${expected} missing at character ${position}.`,
      { file },
    );
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  }

  /** Skips space and the character, if it is next. */
  function take(character: string): boolean {
    match(SPACE);
    if (text[position] !== character) return false;
    position += 1;
    return true;
  }

  // No pattern for the whole of a string: one of megabytes would overflow the matcher's stack.
  function string(): string {
    match(SPACE);
    let end = text[position] === '"' ? position + 1 : text.length;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const value = decodeString(text.slice(position, end + 1));
    if (value === undefined) throw fail('a whole string');
    position = end + 1;
    return value;
  }

  function object(depth: number): HeaderObject {
    const entries = new Map<string, HeaderJson>();
    if (take('}')) return entries;
    do {
      const key = string();
      if (!take(':')) throw fail("':'");
      if (entries.has(key)) {
        throw new LosskitError(
          'safetensors-key-duplicate',
          `${file}: expected every key once, got ${JSON.stringify(key.slice(0, 80))} again at character ${position}.`,
          { file },
        );
      }
      entries.set(key, value(depth + 1));
    } while (take(','));
    if (!take('}')) throw fail("'}'");
    return entries;
  }

  function list(depth: number): HeaderJson[] {
    const elements: HeaderJson[] = [];
    if (take(']')) return elements;
    do elements.push(value(depth + 1));
    while (take(','));
    if (!take(']')) throw fail("']'");
    return elements;
  }

  function value(depth: number): HeaderJson {
    if (depth > DEEPEST) throw fail('the end of nesting');
    if (take('{')) return object(depth);
    if (take('[')) return list(depth);
    if (text[position] === '"') return string();
    const digits = match(NUMBER);
    if (digits === undefined) throw fail('a value');
    return { digits };
  }

  const parsed = value(0);
  match(SPACE);
  if (position < text.length) throw fail('the end');
  return parsed;
}
