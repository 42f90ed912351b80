import { visibleText } from './visibleText.ts';

const LONGEST = 80;
const DEEPEST = 3;

/**
 * A value as an error message shows it, on one line: strings quoted, shapes in brackets, long things cut, objects by
 * their kind.
 *
 * @example
 * ```ts
 * describeValue('huber'); // "'huber'"
 * describeValue([2, null]); // '[2,null]'
 * describeValue(new Int32Array(3)); // 'an Int32Array'
 * ```
 */
export function describeValue(value: unknown): string {
  return describe(value, 0);
}

function describe(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${cut(visibleText(value))}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) {
    // The depth is limited because an array can contain itself.
    if (depth === DEEPEST) return '[…]';
    const elements = value.slice(0, LONGEST).map((element) => describe(element, depth + 1));
    return cut(`[${elements.join(',')}]`);
  }
  if (typeof value === 'object' && value !== null) return withArticle(kindOf(value));
  return cut(String(value));
}

/** The class of an object. Read from the prototype: parsed JSON can have a property called constructor. */
function kindOf(value: object): string {
  const kind: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof kind !== 'string' || kind === '' || kind === 'Object' ? 'object' : kind;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

function cut(text: string): string {
  // Never half of a pair that is one character.
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
