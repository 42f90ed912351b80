import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { type Column, readTable, type TableOptions } from '../index.ts';

interface PandasCases {
  readonly cases: readonly {
    readonly name: string;
    readonly bytes: string;
    readonly separator: string;
    readonly decimal: string;
    readonly rows: number;
    readonly columns: Readonly<Record<string, readonly (number | string)[]>>;
  }[];
}

const pandas: PandasCases = JSON.parse(
  readFileSync(new URL('../../fixtures/tables.json', import.meta.url), 'utf8'),
);

const folder = mkdtempSync(join(tmpdir(), 'losskit-table-'));
const file = join(folder, 'table.csv');
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array, options: TableOptions = {}) {
  writeFileSync(file, content);
  return readTable(file, options);
}

function wordsOf(column: Column): (string | undefined)[] {
  const { names, ids } = column.categories();
  return Array.from(ids, (id) => names[id]);
}

/** A text in UTF-16, big endian. */
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('what pandas reads', () => {
  test.each(pandas.cases)('$name', async ({ bytes, separator, decimal, rows, columns }) => {
    const content = Buffer.from(bytes, 'base64');
    const table = await read(content, { missing: 'drop' });
    expect(table.dialect).toMatchObject({ separator, decimal });
    expect(table.names).toEqual(Object.keys(columns).map((name) => name.normalize('NFC')));
    for (const [name, values] of Object.entries(columns)) {
      const column = table.column(name);
      if (typeof values[0] === 'number') expect(Array.from(column.numbers())).toEqual(values);
      else expect(wordsOf(column)).toEqual(values);
    }
    const kept = Object.values(columns)[0]?.length ?? 0;
    const isNoted = table.notes.some((note) => note.startsWith(`left out ${rows - kept} of ${rows} rows`));
    expect([table.rows, isNoted]).toEqual([kept, kept < rows]);
    expect(table.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });
});

test.each([
  ['a,b\n"x;y;z",1\n"x;y",2\n', ','],
  ['id;x,y\n1;1,5\n2;2,5\n', ';'],
  ['a;b,c,d\n1;2,5\n3;4,5\n', ';'],
])('%j is separated by %s', async (content, separator) => {
  expect((await read(content)).dialect?.separator).toBe(separator);
});

describe('names of columns', () => {
  test('lose what cannot be seen, and are found so', async () => {
    const table = await read('\u200bage\u00a0,zero\u200bwidth,cafe\u0301,a b\n1,2,3,4\n');
    expect(table.names).toEqual(['age', 'zerowidth', 'café', 'a b']);
    expect(table.column('zero\u200bwidth').numbers()).toEqual(Float64Array.of(2));
    expect(table.column('cafe\u0301').name).toBe('café');
  });

  test('may be years, where these are asked for, and that is said', async () => {
    const years = '2019,2020,2021\n1,2,3\n4,5,6\n';
    const table = await read(years, { columns: ['2021', '2019'] });
    expect(table.names).toEqual(['2021', '2019']);
    expect(table.column('2021').numbers()).toEqual(Float64Array.of(3, 6));
    expect(table.notes).toEqual(['row 1 is taken for names: 2019, 2020, 2021']);
    for (const [content, columns] of [
      [years, undefined],
      [years, ['2018']],
      ['1.5,2,3\n4,5,6\n', ['2']],
      ['1,1,3\n4,5,6\n', ['3']],
    ] as const) {
      await expect(read(content, { columns })).rejects.toThrow(
        `${file}, row 1: expected a header with the names of the columns, got no names.`,
      );
    }
  });

  test('without one, columns are left out; separators after the last cell are no columns', async () => {
    const table = await read(',a,b,\n0,1,2,\n1,3,4,,\n');
    expect(table.names).toEqual(['a', 'b']);
    expect(table.column('b').numbers()).toEqual(Float64Array.of(2, 4));
    expect(table.notes).toEqual(['left out column 1, which has no name']);
  });

  test('that are not there are refused with what was found', async () => {
    await expect(read('a;b\n1;2\n', { columns: ['c'] })).rejects.toThrow(
      `${file}, row 1: expected a column 'c', got 'a, b', 2 columns with ';' as separator.`,
    );
    await expect(read('a b\n1 2\n', { columns: ['a'] })).rejects.toThrow("1 column with ',' as separator");
  });
});

describe('numbers', () => {
  const numbersIn = async (cells: readonly string[], options: TableOptions = {}) =>
    Array.from(
      (await read(['x;y', ...cells.map((cell) => `${cell};1`)].join('\n'), options)).column('x').numbers(),
    );

  test('are those that Number reads, to the last bit', async () => {
    const cells = [
      '0.1',
      '123456789012345',
      '1234567890123456789',
      '0.000000000000000000000123',
      '1e22',
      '1e23',
      '-1e-22',
      '4.9e-324',
      '1.7976931348623157e308',
      '.5',
      '5.',
      '+7',
      '-0',
      '9007199254740993',
      '0.30000000000000004',
      '1E+5',
      '12345678.9e-30',
      '8.5e-23',
      '123456789012345e-22',
      '00012.50',
      '2.2250738585072011e-308',
    ];
    expect(await numbersIn(cells)).toEqual(cells.map(Number));
    const commas = cells.map((cell) => cell.replace('.', ','));
    expect(await numbersIn(commas)).toEqual(cells.map(Number));
    expect(await numbersIn(['\u22125', '\u00a06 '])).toEqual([-5, 6]);
  });

  test('decimal commas that may separate thousands are refused until somebody says which', async () => {
    await expect(numbersIn(['1,234', '12,500'])).rejects.toThrow(
      "expected decimal commas that no separators of thousands could be (--decimal , or . says which), got only such as '1,234'.",
    );
    expect(await numbersIn(['1,234', '0,5'])).toEqual([1.234, 0.5]);
    expect(await numbersIn(['1,234', '1234,567'])).toEqual([1.234, 1234.567]);
    expect(await numbersIn(['1,234', '12,500'], { decimal: ',' })).toEqual([1.234, 12.5]);
    await expect(numbersIn(['1,234', '12,500'], { decimal: '.' })).rejects.toThrow(
      `${file}, row 2, column 'x': expected a number with a decimal point (--decimal , reads commas), got '1,234'.`,
    );
  });

  test.each([
    ['1.234,5', 'a number without separators of thousands'],
    ['1,234,567', 'a number without separators of thousands'],
    ['1 234,5', 'a number without separators of thousands'],
    ["1'234", 'a number without separators of thousands'],
    ['1.5', 'a number with a decimal comma (--decimal . reads points)'],
    ['inf', 'a finite number'],
    ['1e999', 'a finite number'],
    ['0x10', 'a finite number'],
    ['1e', 'a finite number'],
    ['--1', 'a finite number'],
    ['1e5e5', 'a finite number'],
    ['+', 'a finite number'],
    ['five', 'a finite number'],
  ])('%s among decimal commas is refused', async (cell, what) => {
    await expect(numbersIn(['0,5', '1,5', cell, '2,5'])).rejects.toThrow(
      `${file}, row 4, column 'x': expected ${what}, got '${cell}'.`,
    );
  });

  test('with separators of thousands are no words', async () => {
    const table = await read('x,y\n"1,234",1\n"2,345",2\n');
    expect(table.column('x').isNumeric).toBe(true);
    expect(() => table.column('x').numbers()).toThrow('expected a number with a decimal point');
  });

  test('that cannot be told apart in float32 can be in float64', async () => {
    const table = await read('id\n1700000038912\n1700000038913\n');
    expect(table.column('id').numbers()).toEqual(Float64Array.of(1700000038912, 1700000038913));
  });
});

describe('missing values', () => {
  const content = 'a,b,c\n1,x,\n2,,NA\n,?,3\n4,y,4\n';

  test('are counted by column, first row named', async () => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'data-malformed',
      location: { file, row: 2, column: 'c' },
      message: `${file}, row 2, column 'c': expected a value in every row of the columns that are used, got 3 of 4 rows without one ('a' 1, 'b' 2, 'c' 2); --missing drop leaves them out.`,
    });
  });

  test('only count in columns that are read', async () => {
    const table = await read(content, { columns: ['a'], missing: 'drop' });
    expect(table.notes).toEqual(["left out 1 of 4 rows without a value ('a' 1)"]);
    expect(table.column('a').numbers()).toEqual(Float64Array.of(1, 2, 4));
  });

  test('leave rows that have every value, in order, also over many pieces', async () => {
    const [odd, even] = ['odd', 'even'].map((word) => word.repeat(20));
    const rows = Array.from({ length: 45_000 }, (_, row) =>
      row % 3 === 1 ? `${row},` : `${row},${row % 2 ? odd : even}`,
    );
    const table = await read(`n,w\n${rows.join('\n')}`, { missing: 'drop' });
    const numbers = table.column('n').numbers();
    expect(numbers).toHaveLength(30_000);
    expect([numbers[0], numbers[1], numbers[29_999]]).toEqual([0, 2, 44_999]);
    expect(
      wordsOf(table.column('w')).every((word, row) => word === ((numbers[row] ?? 0) % 2 ? odd : even)),
    ).toBe(true);
  });

  test('in every row leave nothing', async () => {
    await expect(read('a,b\n1,\n,2\n', { missing: 'drop' })).rejects.toThrow(
      'rows with a value in every column, got none',
    );
  });
});

describe('categories', () => {
  test('of numbers are sorted by value, in one form', async () => {
    const { names, ids } = (await read('k\n10\n9\n9.0\n2\n')).column('k').categories();
    expect(names).toEqual(['2', '9', '10']);
    expect(ids).toEqual(Int32Array.of(2, 1, 1, 0));
  });

  test('of words keep their spelling, numbers among them too', async () => {
    const { names } = (await read('k\n007\n7\nx\ny\n')).column('k').categories();
    expect(names).toEqual(['007', '7', 'x', 'y']);
  });

  test('are at most a thousand', async () => {
    const of = (count: number) =>
      read(`k\n${Array.from({ length: count }, (_, row) => `w${row}`).join('\n')}`);
    expect((await of(1000)).column('k').categories().names).toHaveLength(1000);
    const many = (await of(1001)).column('k');
    expect(() => many.categories()).toThrow('expected at most 1000 different values, got more than 1000.');
    const few = (await of(5)).column('k');
    expect(() => few.categories(4)).toThrow('expected at most 4 different values, got 5.');
  });
});

describe('text', () => {
  const german = 'größe;y\n„a“;1,5\nb€;2,5\n';

  test.each([
    ['UTF-8', Buffer.from(german), 'utf-8', []],
    [
      'Windows-1252',
      Buffer.from(
        german
          .replace('ö', '\xf6')
          .replace('ß', '\xdf')
          .replace('„', '\x84')
          .replace('“', '\x93')
          .replace('€', '\x80'),
        'latin1',
      ),
      'windows-1252',
      ['text that is not UTF-8, read as Windows-1252 (Latin-1)'],
    ],
    ['UTF-16 little endian', Buffer.from(german, 'utf16le'), 'utf-16le', ['text in UTF-16']],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${german}`, 'utf16le'), 'utf-16le', ['text in UTF-16']],
    ['UTF-16 big endian', utf16be(german), 'utf-16be', ['text in UTF-16']],
  ])('in %s is read', async (_, content, encoding, notes) => {
    const table = await read(content);
    expect(table.dialect).toEqual({ encoding, separator: ';', decimal: ',' });
    expect(table.notes).toEqual(["';' as separator, decimal commas", ...notes]);
    expect(wordsOf(table.column('größe'))).toEqual(['„a“', 'b€']);
    // What was found reads the same when it is told.
    expect((await read(content, table.dialect)).notes).toEqual([]);
  });

  test('that mixes encodings is refused where it is used', async () => {
    const mixed = Buffer.concat([Buffer.from('größe,y\na,1\n'), Buffer.from('\xe9,2\n', 'latin1')]);
    await expect(read(mixed)).rejects.toThrow(
      `${file}, row 3: expected text in one encoding (--encoding names it), got bytes that are not utf-8.`,
    );
    expect((await read(mixed, { columns: ['y'] })).rows).toBe(2);
  });

  test.each([
    ['\x1f\x8b\x08\0', 'a gzip archive (unpack it first, with gunzip)'],
    ['PK\x03\x04....xl/workbook.xml', 'an Excel workbook (.xlsx) (save the sheet as CSV UTF-8)'],
    ['PK\x03\x04....a.csv', 'a zip archive (unpack it first)'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an Excel workbook (.xls) (save the sheet as CSV UTF-8)'],
    ['%PDF-1.7', 'a PDF document (export the table as CSV)'],
    ['\xff\xfe\0\0a\0\0\0', 'text in UTF-32 (save it as UTF-8)'],
    ['<!DOCTYPE html>', 'an HTML page (download the file itself)'],
    ['[[1, 2]]', "JSON that is no list of objects (to_json(orient='records') of pandas writes one)"],
    ['a,b\n1,\0', 'bytes that are no text'],
    ['\xff\xfea\0,\0b\0\n', 'bytes that are no text'],
  ])('%j is named', async (start, what) => {
    await expect(read(Buffer.from(start, 'latin1'))).rejects.toMatchObject({
      code: 'file-corrupt',
      message: `${file}: expected a table in text (CSV), JSON Lines or Parquet, got ${what}.`,
    });
  });
});

describe('large and endless', () => {
  test('rows are cut between pieces wherever these end', async () => {
    const pad = 'p'.repeat(2 ** 20 - 40);
    for (let shift = 0; shift < 12; shift++) {
      const table = await read(`a,b\r\n${pad}${'q'.repeat(shift)},"x""y\r\n,"\r\n7,"z"\r\n`);
      expect(wordsOf(table.column('b'))).toEqual(['x"y\r\n,', 'z']);
    }
  });

  test('a byte order mark and a line of Excel stand only before the first piece', async () => {
    const word = 'b'.repeat(60);
    const rows = Array.from({ length: 2 ** 15 }, () => `${word};2;3`).join('\r\n');
    const table = await read(`\ufeffsep=;\r\na;b;c\r\n${rows}`);
    expect(table.rows).toBe(2 ** 15);
    expect(table.column('a').categories().names).toEqual([word]);
    expect(new Set(table.column('c').numbers())).toEqual(new Set([3]));
  });

  test('a line end that is cut between pieces is one', async () => {
    // The first piece ends between the two bytes.
    const cell = 'p'.repeat(2 ** 20 - 'a,b\r\n,1\r'.length);
    await expect(read(`a,b\r\n${cell},1\r\n1,2,3\r\n`)).rejects.toThrow('row 3: expected 2 cells');
  });

  test('a quote that is never closed is refused before the file is read', async () => {
    const lines = Array.from({ length: 10 }, (_, row) => `${row},1`).join('\n');
    let bytes = 0;
    const onProgress = (read: number) => {
      bytes = read;
    };
    await expect(read(`a,b\n${lines}\n"${'1,2\n'.repeat(2 ** 22)}`, { onProgress })).rejects.toThrow(
      `${file}, row 12: expected a row of at most 4 MiB, got a longer one; is a quote left open there?`,
    );
    expect(bytes).toBeLessThan(2 ** 23);
  });

  test('a row of too many cells is refused', async () => {
    await expect(read(`a,b\n${','.repeat(20_000)}\n`, { separator: ',' })).rejects.toThrow(
      'row 2: expected at most 16384 cells',
    );
  });

  test('stops when it is told to, and tells how far it is', async () => {
    const controller = new AbortController();
    const seen: [number, number][] = [];
    const content = `a,b\n${`${'1'.repeat(61)},2\n`.repeat(2 ** 16)}`;
    const onProgress = (bytes: number, of: number) => {
      seen.push([bytes, of]);
      if (seen.length === 2) controller.abort();
    };
    await expect(read(content, { onProgress, signal: controller.signal })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(seen).toEqual([
      [2 ** 20, content.length],
      [2 ** 21, content.length],
    ]);
  });
});

test('options are checked', async () => {
  const wrong: readonly TableOptions[] = [
    { separator: ';;' },
    { separator: '1' },
    { separator: '"' },
    { separator: '.' },
    { separator: 'é' },
  ];
  for (const options of wrong)
    await expect(read('a,b\n1,2\n', options)).rejects.toThrow('readTable: expected');
  for (const option of ['decimal', 'encoding', 'missing', 'sep']) {
    await expect(read('a,b\n1,2\n', Object.fromEntries([[option, 'x']]))).rejects.toThrow(
      'readTable: expected',
    );
  }
  const said = await read('a;b\n1;2\n', { separator: ',' });
  expect(said.names).toEqual(['a;b']);
});
