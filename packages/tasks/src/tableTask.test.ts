import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ErrorCode, type ErrorLocation, LosskitError } from '@losskit/errors';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { csvTask, type RegressionPart, type RegressionTask } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'losskit-csv-'));
const file = join(folder, 'table.csv');
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string | Uint8Array, features = ['a', 'b'], target = 'y') {
  writeFileSync(file, content);
  return csvTask({ file, features, target });
}

/** A good table of 12 rows in which line 2 + n of the file is row n, with one line replaced. */
function tableWith(line?: number, text?: string): string {
  const lines = [
    'a,b,note,y',
    ...Array.from({ length: 12 }, (_, row) => `${row},${row * row},some text,${3 * row}`),
  ];
  if (line !== undefined && text !== undefined) lines[line - 1] = text;
  return `${lines.join('\n')}\n`;
}

async function expectRefusal(
  content: string | Uint8Array,
  code: ErrorCode,
  message: string,
  location: ErrorLocation,
): Promise<void> {
  const error = await load(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LosskitError);
  expect(error).toMatchObject({
    code,
    message: message.replace('FILE', file),
    location: { file, ...location },
  });
}

/** All rows of a split as [inputs…, target], sorted. */
function allRows(task: RegressionTask, seed: number): number[][] {
  const rowsOf = ({ rows, inputs, targets }: RegressionPart) => {
    const width = inputs.rowShape[0] ?? 0;
    return Array.from({ length: rows }, (_, row) => [
      ...inputs.values.subarray(row * width, (row + 1) * width),
      targets.values[row] ?? Number.NaN,
    ]);
  };
  const { train, validation, test: held } = task.split(seed);
  return [train, validation, held].flatMap(rowsOf).sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

describe('csvTask', () => {
  test('reads the named columns in the order asked for, and leaves the others alone', async () => {
    const task = await load(tableWith(), ['b', 'a']);
    expect(task.featureNames).toEqual(['b', 'a']);
    expect(task.targetName).toBe('y');
    expect(task.name).toBe('linear');
    expect(task.truth).toBeUndefined();
    expect(allRows(task, 0)).toEqual(Array.from({ length: 12 }, (_, row) => [row * row, row, 3 * row]));
  });

  test('says where the data came from', async () => {
    const task = await load(tableWith());
    const sha256 = createHash('sha256').update(tableWith()).digest('hex');
    expect(task.origin).toEqual({ kind: 'csv', file, sha256, rows: 12 });
  });

  test('splits 60, 20, 20 by the seed, with no row twice', async () => {
    const lines = Array.from({ length: 100 }, (_, row) => `${row},${row % 7},${row}`);
    const task = await load(`a,b,y\n${lines.join('\n')}`);
    const { train, validation, test: held } = task.split(4);
    expect([train.rows, validation.rows, held.rows]).toEqual([60, 20, 20]);
    expect(train.outliers).toEqual(new Array(60).fill(false));
    expect(allRows(task, 4).map(([a]) => a)).toEqual(Array.from({ length: 100 }, (_, row) => row));
    expect(task.split(4)).toEqual(task.split(4));
    expect(task.split(5).train.inputs).not.toEqual(train.inputs);
  });

  test('every table comes back, whatever the numbers and the line ends', async () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(number, { minLength: 10, maxLength: 40, comparator: (x, y) => x === y }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (values, end, quoted) => {
          const cell = (value: number) => (quoted ? `"${value}"` : ` ${value}`);
          const lines = values.map((value, row) => [row, value, row].map(cell).join(','));
          const task = await load(['a,b,y', ...lines].join(end));
          expect(allRows(task, 1)).toEqual(values.map((value, row) => [row, value + 0, row]));
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });

  test.each([
    ['a byte order mark', `\ufeff${tableWith()}`],
    ['carriage returns', tableWith().replaceAll('\n', '\r\n')],
    ['blank lines', tableWith().replaceAll('\n', '\n\n')],
    ['quoted cells with commas and line ends', tableWith(5, '"3","9","a, ""b""\nc",9')],
    ['spaces and signs', tableWith(5, ' +3 , 9.0e0 ,x, .9E1 ')],
    ['no line end at the end', tableWith().trimEnd()],
  ])('understands %s', async (_, content) => {
    const task = await load(content);
    expect(allRows(task, 0)).toEqual(Array.from({ length: 12 }, (_, row) => [row, row * row, 3 * row]));
  });

  test.each<[string, string | Uint8Array, ErrorCode, string, ErrorLocation]>([
    ['an empty file', '', 'data-empty', 'FILE: expected a header and rows, got an empty file.', {}],
    [
      'a file of blank lines',
      ' \n\n',
      'data-empty',
      'FILE: expected a header and rows, got an empty file.',
      {},
    ],
    ['a header alone', 'a,b,y\n', 'data-empty', 'FILE: expected rows under the header, got none.', {}],
    [
      'no header',
      '1,2,3\n4,5,6\n',
      'data-malformed',
      'FILE, row 1: expected a header with the names of the columns, got no names.',
      { row: 1 },
    ],
    [
      'a column twice',
      'a,b,a,y\n1,2,3,4\n',
      'data-malformed',
      "FILE, row 1: expected one column 'a', got 2.",
      { row: 1 },
    ],
    [
      'a short row',
      tableWith(6, '1,2,3'),
      'data-malformed',
      'FILE, row 6: expected 4 cells like the header, got 3.',
      { row: 6 },
    ],
    [
      'a long row',
      tableWith(6, '1,2,3,4,5'),
      'data-malformed',
      'FILE, row 6: expected 4 cells like the header, got 5.',
      { row: 6 },
    ],
    [
      'too few rows',
      'a,b,y\n1,2,3\n2,5,4\n',
      'data-empty',
      'FILE: expected at least 10 rows under the header, because they are split in three, got 2.',
      {},
    ],
    [
      'a constant feature',
      tableWith().replace(/,\d+,some/g, ',7,some'),
      'data-malformed',
      "FILE, column 'b': expected different values, because a constant cannot be standardised, got 7 in every row.",
      { column: 'b' },
    ],
    [
      'a constant target',
      tableWith().replace(/\d+\n/g, '7\n'),
      'data-malformed',
      "FILE, column 'y': expected different values, because a constant cannot be standardised, got 7 in every row.",
      { column: 'y' },
    ],
    [
      'a quote in the middle',
      tableWith(6, '1,2"3,x,4'),
      'data-malformed',
      'FILE, row 6: expected quotes around whole cells, doubled inside, got a quote in the middle of a cell.',
      { row: 6 },
    ],
    [
      'a quote that stays open',
      tableWith(13, '1,2,"x,4').trimEnd(),
      'data-malformed',
      'FILE, row 13: expected quotes around whole cells, doubled inside, got a quote that is never closed.',
      { row: 13 },
    ],
    [
      'binary garbage',
      Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0x00),
      'file-corrupt',
      'FILE: expected a CSV text in UTF-8, got bytes that are no text.',
      {},
    ],
    [
      'zero bytes',
      'a,b,y\n1,\0,3\n',
      'file-corrupt',
      'FILE: expected a CSV text in UTF-8, got bytes that are no text.',
      {},
    ],
  ])('refuses %s in one sentence', async (_, content, code, message, location) => {
    await expectRefusal(content, code, message, location);
  });

  test.each<[string, number, string, ErrorCode, string, string]>([
    ['a word in a cell', 5, '3,many,x,9', 'data-malformed', 'b', "'many'"],
    ['a hexadecimal number', 5, '3,0x10,x,9', 'data-malformed', 'b', "'0x10'"],
    ['an empty cell', 7, '3,,x,9', 'data-malformed', 'b', 'an empty cell'],
    ['NaN', 2, 'NaN,2,x,9', 'data-not-finite', 'a', "'NaN'"],
    ['Infinity', 13, '1,2,x,-Infinity', 'data-not-finite', 'y', "'-Infinity'"],
    ['a number beyond float64', 5, '1e999,2,x,9', 'data-not-finite', 'a', "'1e999'"],
    ['a number beyond float32', 5, '1e39,2,x,9', 'data-not-finite', 'a', "'1e39'"],
  ])('refuses %s in one sentence', async (_, row, cells, code, column, got) => {
    const message = `FILE, row ${row}, column '${column}': expected a finite number, got ${got}.`;
    await expectRefusal(tableWith(row, cells), code, message, { row, column });
  });

  test('refuses a missing file', async () => {
    const missing = join(folder, 'nowhere.csv');
    await expect(csvTask({ file: missing, features: ['a'], target: 'y' })).rejects.toMatchObject({
      code: 'file-missing',
      message: `${missing}: cannot be read: it does not exist.`,
    });
  });

  test('offers the nearest column and shows long text cut', async () => {
    writeFileSync(file, `wage,age\n${'x'.repeat(90)},1\n`);
    await expect(csvTask({ file, features: ['wages'], target: 'age' })).rejects.toThrow(
      `${file}, row 1: expected a column 'wages' (did you mean 'wage'?), got 'wage, age'.`,
    );
    await expect(csvTask({ file, features: ['wage'], target: 'age' })).rejects.toThrow(
      `${file}, row 2, column 'wage': expected a finite number, got '${'x'.repeat(40)}`,
    );
  });

  test.each([
    [[], 'csvTask: expected features to name at least one column, got none.'],
    [['a', 'y'], "csvTask: expected features without the target column, got 'y'."],
    [['a', 'b', 'a'], "csvTask: expected each feature once, got 'a' again."],
  ])('refuses the features %j', async (features, message) => {
    await expect(load(tableWith(), features)).rejects.toMatchObject({
      code: 'option-invalid',
      message: expect.stringContaining(message),
    });
  });
});
