import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { type Column, readTable, type TableOptions } from '../index.ts';

interface ReferenceCase {
  readonly name: string;
  readonly bytes?: string;
  readonly text?: string;
  readonly columns: Readonly<Record<string, readonly (number | string | null)[]>>;
}

function casesOf(name: string): readonly ReferenceCase[] {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}.json`, import.meta.url), 'utf8')).cases;
}

function contentOf({ bytes, text }: ReferenceCase): Buffer {
  return bytes === undefined ? Buffer.from(text ?? '') : Buffer.from(bytes, 'base64');
}

const parquet = casesOf('parquet');
const json = casesOf('json_tables');

const folder = mkdtempSync(join(tmpdir(), 'losskit-formats-'));
const file = join(folder, 'table');
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array, options: TableOptions = {}) {
  writeFileSync(file, content);
  return readTable(file, options);
}

function cellsOf(column: Column, isText: boolean): (number | string | undefined)[] {
  if (!isText) return Array.from(column.numbers());
  const { names, ids } = column.categories();
  return Array.from(ids, (id) => names[id]);
}

async function expectColumns(reference: ReferenceCase, format: string): Promise<void> {
  const content = contentOf(reference);
  for (const [name, values] of Object.entries(reference.columns)) {
    const present = values.filter((value) => value !== null);
    if (present.length === 0) continue;
    const table = await read(content, { columns: [name], missing: 'drop' });
    expect(cellsOf(table.column(name), typeof present[0] === 'string')).toEqual(present);
    const lacking = values.length - present.length;
    const note = `left out ${lacking} of ${values.length} rows without a value ('${name}' ${lacking})`;
    expect([table.rows, table.format, table.dialect, table.notes]).toEqual([
      present.length,
      format,
      undefined,
      lacking > 0 ? [note] : [],
    ]);
    expect(table.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  }
}

describe('what pyarrow writes and reads', () => {
  test.each(parquet)('$name', (reference) => expectColumns(reference, 'parquet'));
});

describe('JSON of pandas', () => {
  test.each(json)('$name', (reference) => expectColumns(reference, 'json'));
});

describe('JSON', () => {
  test('has the keys of all rows, in their order; a key that lacks is missing', async () => {
    const content =
      '\ufeff{"b": 1, "a": "x"}\r\n\r\n{"a": "y", "c": true, "b": 2.5}\n{"b": null, "c": false}';
    const table = await read(content, { columns: ['b'], missing: 'drop' });
    expect(table.column('b').numbers()).toEqual(Float64Array.of(1, 2.5));
    await expect(read(content)).rejects.toMatchObject({
      code: 'data-malformed',
      location: { file, row: 1, column: 'c' },
      message: `${file}, row 1, column 'c': expected a value in every row of the columns that are used, got 2 of 3 rows without one ('b' 1, 'a' 1, 'c' 1); --missing drop leaves them out.`,
    });
    expect((await read('{"b": 1, "a": 2}\n{"a": 3, "b": 4}')).names).toEqual(['b', 'a']);
  });

  test('has numbers in float64, words, truth values as words, and numbers in texts as CSV has', async () => {
    const table = await read(
      '[{"n": 0.1, "t": "7", "b": true, "w": " a\u00a0"}, {"n": -1e-300, "t": "−8", "b": false, "w": "b"}]',
    );
    expect(table.column('n').numbers()).toEqual(Float64Array.of(0.1, -1e-300));
    expect(table.column('t').numbers()).toEqual(Float64Array.of(7, -8));
    expect(cellsOf(table.column('b'), true)).toEqual(['true', 'false']);
    expect(cellsOf(table.column('w'), true)).toEqual(['a', 'b']);
    expect(table.format).toBe('json');
  });

  test('may be in UTF-16, and braces, brackets and quotes in texts are no ends', async () => {
    const rows = [{ w: '}"]\\' }, { w: '{[,"' }];
    const text = `\ufeff${JSON.stringify(rows)}`;
    for (const content of [
      text,
      Buffer.from(text, 'utf16le'),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    ]) {
      expect(cellsOf((await read(content)).column('w'), true)).toEqual(['}"]\\', '{[,"']);
    }
  });

  test('is cut between pieces wherever these end', async () => {
    const pad = 'p'.repeat(2 ** 20 - 30);
    for (let shift = 0; shift < 24; shift++) {
      const table = await read(`{"p":"${pad}${'q'.repeat(shift)}","w":"\\"}é"}\n{"p":"","w":"z"}\n`, {
        columns: ['w'],
      });
      expect(cellsOf(table.column('w'), true)).toEqual(['"}é', 'z']);
    }
  });

  test.each([
    [
      '{"a": 1}\n{"a": [1]}',
      `row 2, column 'a': expected a number or a text (to_json(orient='records') of pandas writes a row as an object), got nested values.`,
    ],
    ['{"a": {"0": 1, "1": 2}}', `row 1, column 'a': expected a number or a text`],
    ['{"a": 1}\n\n{"a": NaN}', `row 3: expected an object in JSON, got '{"a": NaN}'.`],
    ['{"a":\n1}\n{"a": [1]}', "row 3, column 'a': expected a number or a text"],
    ['{"a": 1}\n{"a": 1e999}', `row 2, column 'a': expected a finite number, got 'Infinity'.`],
    ['{"a": 1}\n{"a": 2', 'row 2: expected a closing brace or bracket, got the end of the file.'],
    ['[{"a": 1}', 'row 1: expected a closing brace or bracket, got the end of the file.'],
    ['[{"a": 1} {"a": 2}]', `row 1: expected objects in JSON, one a line or in one array, got '{'.`],
    ['[{"a": 1},,{"a": 2}]', `row 1: expected objects in JSON, one a line or in one array, got ','.`],
    ['[{"a": 1}]\n{"a": 2}', `row 2: expected objects in JSON, one a line or in one array, got '{'.`],
    ['{"a": 1}\n7', `row 2: expected objects in JSON, one a line or in one array, got '7'.`],
    ['{"a": 1, "a ": 2}', `row 1: expected one key 'a', got two.`],
    ['{}', 'expected objects with keys, got none.'],
    [`{"a": "${'x'.repeat(2 ** 22)}"}`, 'row 1: expected an object of at most 4 MiB, got a longer one'],
    [
      `{"a": 1}\n{"a": "${'x\n'.repeat(2 ** 22)}`,
      'row 2: expected an object of at most 4 MiB, got a longer one; is a brace or a quote left open there?',
    ],
    [Buffer.from('{"a": "\xe9"}', 'latin1'), 'row 1: expected text in UTF-8, got bytes that are none.'],
  ])('%# is refused in a sentence', async (content, sentence) => {
    const problem = read(content).then((table) => table.column('a').numbers());
    await expect(problem).rejects.toThrow(`${file}`);
    await expect(problem).rejects.toThrow(sentence);
  });

  test('looks only at columns that are read; a column that no row has is refused with the nearest', async () => {
    const content = '{"age": 1, "x": {"y": [1, {}]}}\n{"age": 2}';
    expect((await read(content, { columns: ['age'] })).column('age').numbers()).toEqual(
      Float64Array.of(1, 2),
    );
    await expect(read(content, { columns: ['agw'] })).rejects.toThrow(
      `${file}: expected a column 'agw' (did you mean 'age'?), got 'age, x', 2 columns.`,
    );
  });

  test('has no separators, decimal marks or encodings', async () => {
    await expect(read('{"a": 1}', { separator: ';' })).rejects.toMatchObject({
      code: 'option-invalid',
      message: `separator: expected with a table in text (CSV), got it with ${file}, JSON.`,
    });
  });
});
