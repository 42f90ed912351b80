import { describe, expect, test } from 'vitest';

import { parseColumns } from './parseColumns.ts';
import { parseSeparator } from './parseSeparator.ts';

describe('names of columns', () => {
  test.each<[string, readonly string[]]>([
    ['age,wage', ['age', 'wage']],
    [' age , wage ,', ['age', 'wage']],
    ['"x, in m",y', ['x, in m', 'y']],
    ['y,"x, in m"', ['y', 'x, in m']],
    ['x\\, in m,y', ['x, in m', 'y']],
    ['"say ""x""",y', ['say "x"', 'y']],
    ['5" pipe,y', ['5" pipe', 'y']],
    ['"5" pipe,y', ['"5" pipe', 'y']],
    ['a\\\\b', ['a\\b']],
    ['a\\', ['a\\']],
    ['2019,2020', ['2019', '2020']],
    ['größe [cm]', ['größe [cm]']],
  ])('%s', (text, names) => {
    expect(parseColumns('--features')(text)).toEqual(names);
  });

  test('none are refused', () => {
    for (const text of ['', ' , ', '""']) {
      expect(() => parseColumns('--features')(text)).toThrow(
        `--features: expected names separated by commas, got '${text}'.`,
      );
    }
  });
});

test('separators have names', () => {
  expect(['tab', '\\t', '\t', ';', 'Semicolon', '|', ' '].map(parseSeparator)).toEqual([
    '\t',
    '\t',
    '\t',
    ';',
    ';',
    '|',
    ' ',
  ]);
  for (const text of ['', ';;', 'a', '1', '.', '"', 'é', '-', '\n']) {
    expect(() => parseSeparator(text)).toThrow('--separator: expected tab, or one character');
  }
});
