import fc from 'fast-check';
import { expect, test } from 'vitest';

import { describeValue } from './describeValue.ts';

class Tensor {}

test.each<[unknown, string]>([
  ['huber', "'huber'"],
  ['', "''"],
  [0.5, '0.5'],
  [Number.NaN, 'NaN'],
  [-1 / 0, '-Infinity'],
  [10n, '10'],
  [true, 'true'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('step'), 'Symbol(step)'],
  [Math.max, 'a function'],
  [Tensor, 'a function'],
  [[], '[]'],
  [[2, 3], '[2,3]'],
  [[null, 3], '[null,3]'],
  [['a', [1, 2], Symbol('b')], "['a',[1,2],Symbol(b)]"],
  [{ a: 1 }, 'an object'],
  [Object.create(null), 'an object'],
  [new Tensor(), 'a Tensor'],
  [new Int32Array(3), 'an Int32Array'],
  [new Error('why'), 'an Error'],
  [JSON.parse('{"constructor":{"name":"false"}}'), 'an object'],
])('%o is shown as %s', (value, shown) => {
  expect(describeValue(value)).toBe(shown);
});

test('long strings and arrays are cut, the quotes are not', () => {
  expect(describeValue('x'.repeat(80))).toBe(`'${'x'.repeat(80)}'`);
  expect(describeValue('x'.repeat(81))).toBe(`'${'x'.repeat(79)}…'`);
  expect(describeValue(new Array(1e6).fill(1))).toHaveLength(80);
  expect(describeValue(new Array(1e6).fill(1))).toMatch(/^\[1,1,.*…$/);
});

test('line breaks and control characters are escaped', () => {
  expect(describeValue('a\nb\u001b[31m\u2028')).toBe("'a\\u000ab\\u001b[31m\\u2028'");
});

test('an array that contains itself ends', () => {
  const array: unknown[] = [1];
  array.push(array);
  expect(describeValue(array)).toBe('[1,[1,[1,[…]]]]');
});

test('every value has one short line', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withTypedArray: true, withSparseArray: true }),
      (value) => {
        const shown = describeValue(value);
        expect(shown).toMatch(/^.+$/u);
        expect(shown.length).toBeLessThanOrEqual(82);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
