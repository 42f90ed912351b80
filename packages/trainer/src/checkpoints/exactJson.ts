import { ArgumentRangeError } from '@losskit/errors';

import type { Json } from '../loop/TrainingState.ts';

/** Numbers that JSON loses, by the word that stands for them. */
const LOST_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** Deeper than any state is nested, and far from the end of the stack. */
const DEEPEST = 64;

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function encode(value: Json): Json {
  if (typeof value === 'number') {
    for (const [word, number] of LOST_NUMBERS) if (Object.is(value, number)) return { $number: word };
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(encode);
  // A key that starts with the mark gets a second one, so that no data can pass for a number.
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key.startsWith('$') ? `$${key}` : key, encode(part)]),
  );
}

function decode(value: Json, depth: number): Json {
  if (depth > DEEPEST) throw new ArgumentRangeError(`expected JSON of at most ${DEEPEST} levels`);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((part) => decode(part, depth + 1));
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === '$number' && entries.length === 1) {
    const number = typeof first[1] === 'string' ? LOST_NUMBERS.get(first[1]) : undefined;
    if (number === undefined) throw new ArgumentRangeError('expected a number that JSON has no form for');
    return number;
  }
  return Object.fromEntries(
    entries.map(([key, part]) => [key.startsWith('$') ? key.slice(1) : key, decode(part, depth + 1)]),
  );
}

/** JSON that keeps every number to the bit: NaN, the infinities and -0 too. */
export function writeExactJson(value: Json): string {
  return JSON.stringify(encode(value));
}

/** What {@link writeExactJson} wrote. @throws SyntaxError or RangeError for text that it does not write. */
export function readExactJson(text: string): Json {
  const parsed: Json = JSON.parse(text);
  return decode(parsed, 0);
}
