import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isRows } from '@losskit/data';
import { type ErrorCode, type ErrorLocation, LosskitError } from '@losskit/errors';
import { afterAll, describe, expect, test } from 'vitest';

import { resolveTask } from './module/resolveTask.ts';
import type { Task } from './Task.ts';
import type { TaskRows } from './TaskData.ts';
import type { TableKind } from './TaskReference.ts';
import { type TableTaskOptions, tableTask } from './tableTask.ts';

const folder = mkdtempSync(join(tmpdir(), 'losskit-csv-'));
const file = join(folder, 'table.csv');
afterAll(() => rmSync(folder, { recursive: true }));

function load(
  content: string | Uint8Array,
  features: readonly string[] | undefined = ['a', 'b'],
  options: Partial<TableTaskOptions> = {},
) {
  writeFileSync(file, content);
  return tableTask({ file, features, target: 'y', kind: 'continuous', ...options });
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

/** All rows of a seed as [inputs…, target] in original units, sorted by the first. */
async function allRows(task: Task, seed: number): Promise<number[][]> {
  const { train, validation, test: held, inputScaler } = await task.load(seed);
  const rowsOf = ({ rows, inputs, targets }: TaskRows) => {
    if (!isRows(inputs) || !(inputs.values instanceof Float32Array)) throw new Error('Expected columns.');
    const { values } = inputScaler?.unscale({ values: inputs.values, rowShape: inputs.rowShape }) ?? inputs;
    const width = inputs.rowShape[0] ?? 0;
    return Array.from({ length: rows }, (_, row) => [
      ...values.subarray(row * width, (row + 1) * width),
      targets.values[row] ?? Number.NaN,
    ]);
  };
  return [train, validation, held].flatMap(rowsOf).sort((x, y) => (x.at(-1) ?? 0) - (y.at(-1) ?? 0));
}

/** Inputs come back from their standardised form, to what float32 keeps. */
function expectRows(got: number[][], wanted: number[][]): void {
  expect(got).toHaveLength(wanted.length);
  wanted.forEach((row, index) => {
    row.forEach((value, column) => {
      expect(got[index]?.[column]).toBeCloseTo(value, 3);
    });
  });
}

describe('tableTask', () => {
  test('reads the named columns in the order asked for, and leaves the others alone', async () => {
    const task = await load(tableWith(), ['b', 'a']);
    expect(task.featureNames).toEqual(['b', 'a']);
    expect(task.targetName).toBe('y');
    expect(task.name).toBe('table');
    expect(task.truth).toBeUndefined();
    expectRows(
      await allRows(task, 0),
      Array.from({ length: 12 }, (_, row) => [row * row, row, 3 * row]),
    );
  });

  test('says where the data came from', async () => {
    const task = await load(tableWith());
    const sha256 = createHash('sha256').update(tableWith()).digest('hex');
    expect(task.origin).toEqual({ kind: 'csv', file, sha256, rows: 12 });
  });

  test('splits 60, 20, 20 by the seed, with no row twice', async () => {
    const lines = Array.from({ length: 100 }, (_, row) => `${row},${row % 7},${row}`);
    const task = await load(`a,b,y\n${lines.join('\n')}`);
    const { train, validation, test: held } = await task.load(4);
    expect([train.rows, validation.rows, held.rows]).toEqual([60, 20, 20]);
    expect((await allRows(task, 4)).map((row) => row.at(-1))).toEqual(
      Array.from({ length: 100 }, (_, row) => row),
    );
    expect((await task.load(4)).train).toEqual(train);
    expect((await task.load(5)).train.inputs).not.toEqual(train.inputs);
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
    expectRows(
      await allRows(task, 0),
      Array.from({ length: 12 }, (_, row) => [row, row * row, 3 * row]),
    );
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
      "FILE, row 6: expected 4 cells like the header (',' as separator), got 3.",
      { row: 6 },
    ],
    [
      'a long row',
      tableWith(6, '1,2,3,4,5'),
      'data-malformed',
      "FILE, row 6: expected 4 cells like the header (',' as separator), got 5.",
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
      'text after a quote',
      tableWith(6, '1,"2"3,x,4'),
      'data-malformed',
      'FILE, row 6: expected quotes around whole cells, doubled inside, got text after a closing quote.',
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
      'FILE: expected a table in text (CSV), JSON Lines or Parquet, got bytes that are no text.',
      {},
    ],
    [
      'zero bytes',
      'a,b,y\n1,\0,3\n',
      'file-corrupt',
      'FILE: expected a table in text (CSV), JSON Lines or Parquet, got bytes that are no text.',
      {},
    ],
  ])('refuses %s in one sentence', async (_, content, code, message, location) => {
    await expectRefusal(content, code, message, location);
  });

  test.each<[string, number, string, ErrorCode, string, string]>([
    ['a word in a cell', 5, '3,many,x,9', 'data-malformed', 'b', "'many'"],
    ['a hexadecimal number', 5, '3,0x10,x,9', 'data-malformed', 'b', "'0x10'"],
    ['Infinity', 13, '1,2,x,-Infinity', 'data-not-finite', 'y', "'-Infinity'"],
    ['a number beyond float64', 5, '1e999,2,x,9', 'data-not-finite', 'a', "'1e999'"],
  ])('refuses %s in one sentence', async (_, row, cells, code, column, got) => {
    const message = `FILE, row ${row}, column '${column}': expected a finite number, got ${got}.`;
    await expectRefusal(tableWith(row, cells), code, message, { row, column });
  });

  test('refuses a missing file', async () => {
    const missing = join(folder, 'nowhere.csv');
    await expect(tableTask({ file: missing, features: ['a'], target: 'y' })).rejects.toMatchObject({
      code: 'file-missing',
      message: `${missing}: cannot be read: it does not exist.`,
    });
  });

  test('offers the nearest column and shows long text cut', async () => {
    writeFileSync(file, `wage,age\n1,1\n2,2\n${'x'.repeat(90)},1\n`);
    await expect(tableTask({ file, features: ['wages'], target: 'age', kind: 'continuous' })).rejects.toThrow(
      `${file}, row 1: expected a column 'wages' (did you mean 'wage'?), got 'wage, age', 2 columns with ',' as separator.`,
    );
    await expect(tableTask({ file, features: ['wage'], target: 'age', kind: 'continuous' })).rejects.toThrow(
      `${file}, row 4, column 'wage': expected a finite number, got '${'x'.repeat(40)}`,
    );
  });

  test.each([
    [[], 'tableTask: expected features to name at least one column, got none.'],
    [['a', 'y'], "tableTask: expected features without the target column, got 'y'."],
    [['a', 'b', 'a'], "tableTask: expected each feature once, got 'a' again."],
  ])('refuses the features %j', async (features, message) => {
    await expect(load(tableWith(), features)).rejects.toMatchObject({
      code: 'option-invalid',
      message: expect.stringContaining(message),
    });
  });
});

/** A table of penguins, so to speak: two numbers, a word, and a target of one's own. */
function tableOf(targets: readonly (string | number)[]): string {
  const lines = targets.map((target, row) => `${row},${row % 5},${['x', 'y', 'z'][row % 3]},${target}`);
  return `a,b,word,y\n${lines.join('\n')}\n`;
}

describe('the kind of a target', () => {
  const auto = { kind: undefined };
  const cycle = (values: readonly (string | number)[], rows = 30) =>
    Array.from({ length: rows }, (_, row) => values[row % values.length] ?? '');

  test('words are classes, in their order, and that is said', async () => {
    const task = await load(tableOf(cycle(['pear', 'apple'])), ['a'], auto);
    expect([task.kind, task.classNames]).toEqual(['multiclass', ['apple', 'pear']]);
    expect(task.note).toBe("target 'y': words, so a class per word; --kind says otherwise");
    const { train, validation, test: held } = await task.load(1);
    // The same fraction of each class in every part.
    for (const part of [train, validation, held]) {
      expect(part.targets.values.filter((id) => id === 0).length).toBe(part.rows / 2);
    }
  });

  test('0 and 1 are yes or no, few whole numbers are classes, other numbers are a regression', async () => {
    const kindOf = async (targets: readonly (string | number)[]) => {
      const task = await load(tableOf(targets), ['a'], auto);
      return [task.kind, task.classNames ?? null];
    };
    expect(await kindOf(cycle([0, 1]))).toEqual(['binary', null]);
    expect(await kindOf(cycle([10, 9, 2]))).toEqual(['multiclass', ['2', '9', '10']]);
    expect(await kindOf(cycle([0.5, 1.5]))).toEqual(['continuous', null]);
    expect(await kindOf(Array.from({ length: 30 }, (_, row) => row))).toEqual(['continuous', null]);
  });

  test('kind says otherwise', async () => {
    expect((await load(tableOf(cycle([10, 9, 2])), ['a'], { kind: 'continuous' })).kind).toBe('continuous');
    expect((await load(tableOf(cycle([10, 9, 2])), ['a'], { kind: 'counts' })).kind).toBe('counts');
    expect((await load(tableOf(cycle([0, 1])), ['a'], { kind: 'multiclass' })).classNames).toEqual([
      '0',
      '1',
    ]);
  });

  test('ordered classes are in the order of their numbers, and words have none', async () => {
    const task = await load(tableOf(cycle([10, 9, 2.5])), ['a'], { kind: 'ordinal' });
    expect(task.classNames).toEqual(['2.5', '9', '10']);
    const { train } = await task.load(0);
    expect([...new Set(train.targets.values)].sort()).toEqual([0, 1, 2]);
    await expect(load(tableOf(cycle(['good', 'bad'])), ['a'], { kind: 'ordinal' })).rejects.toThrow(
      /expected a finite number/,
    );
  });

  test('values and counts are linear in the columns without hidden layers, from 0 on', async () => {
    const linearOf = async (kind: TableKind, hidden: readonly number[] = [], targets = [0, 1]) => {
      const task = await load(tableOf(cycle(targets)), ['a'], { kind, hidden });
      const { model } = await task.createModel(0, await task.load(0));
      const weights = Object.values(model.variables).flatMap((variable) => [...variable.dataSync()]);
      return [task.linear, weights.every((weight) => weight === 0)];
    };
    expect(await linearOf('continuous')).toEqual([true, true]);
    expect(await linearOf('counts')).toEqual([true, true]);
    expect(await linearOf('amounts', [], [1, 2])).toEqual([true, true]);
    expect(await linearOf('binary')).toEqual([false, false]);
    expect(await linearOf('multiclass')).toEqual([false, false]);
    expect(await linearOf('continuous', [2])).toEqual([false, false]);
  });

  test('all other columns are features, numbers standardised and words one input each', async () => {
    writeFileSync(file, tableOf(cycle(['pear', 'apple'])));
    const task = await tableTask({ file, target: 'y' });
    expect(task.featureNames).toEqual(['a', 'b', 'word=x', 'word=y', 'word=z']);
    const { train } = await task.load(0);
    if (!isRows(train.inputs)) throw new Error('Expected columns.');
    const { values } = train.inputs;
    const column = (place: number) =>
      Array.from({ length: train.rows }, (_, row) => values[row * 5 + place] ?? 0);
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    expect(mean(column(0))).toBeCloseTo(0, 5);
    expect(mean(column(0).map((value) => value ** 2))).toBeCloseTo(1, 4);
    column(2).forEach((_, row) => {
      expect([2, 3, 4].map((place) => column(place)[row]).sort()).toEqual([0, 0, 1]);
    });
  });

  test.each<[string, readonly (string | number)[], string]>([
    ['one class', cycle(['pear']), "column 'y': expected two classes or more, got only 'pear'."],
    [
      'one row of a class',
      ['kiwi', ...cycle(['pear', 'apple'], 29)],
      "column 'y': expected at least 3 rows of each class, one for each part, got 1 of 'kiwi'.",
    ],
    [
      '10,000 classes',
      Array.from({ length: 10_000 }, (_, row) => `name ${row}`),
      "column 'y': expected at most 1000 classes (--kind continuous makes a regression of numbers), got more than 1000.",
    ],
  ])('refuses %s in one sentence', async (_, targets, sentence) => {
    await expect(load(tableOf(targets), ['a'], auto)).rejects.toThrow(`${file}, ${sentence}`);
  });

  test('refuses a column of too many words, and targets that are not of the kind', async () => {
    const names = Array.from({ length: 300 }, (_, row) => `${row},name ${row},x,${row % 2}`);
    await expect(load(`a,b,word,y\n${names.join('\n')}`, ['a', 'b'])).rejects.toThrow(
      `${file}, column 'b': expected at most 100 different words, one input each, got 300.`,
    );
    const task = await load(tableOf(cycle([1, -1])), ['a'], { kind: 'counts' });
    await expect(task.load(0)).rejects.toThrow(
      /^task table, train part, row \d+, target: expected a count \(a whole number of at least 0\), got -1\.$/,
    );
  });
});

describe('how a table is read', () => {
  const european = `Größe;x, in m;k;y\n${Array.from({ length: 20 }, (_, row) => `${['groß', 'klein'][row % 2]};${row},5;${row % 4};${row * 3}`).join('\n')}`;

  test('is noted, and told to other processes', async () => {
    const content = Buffer.from(european.replaceAll('ß', '\xdf').replaceAll('ö', '\xf6'), 'latin1');
    const task = await load(content, undefined, { features: undefined, kind: undefined, categorical: ['k'] });
    expect(task.featureNames).toEqual(['Größe=groß', 'Größe=klein', 'x, in m', 'k=0', 'k=1', 'k=2', 'k=3']);
    expect(task.note).toBe(
      "';' as separator, decimal commas; text that is not UTF-8, read as Windows-1252 (Latin-1); one input for each word of Größe (2)",
    );
    const { reference } = task;
    expect(reference).toMatchObject({
      separator: ';',
      decimal: ',',
      encoding: 'windows-1252',
      missing: 'error',
      categorical: ['k'],
      features: ['Größe', 'x, in m', 'k'],
    });
    if (!reference) throw new Error('Expected a reference.');
    const again = await resolveTask(reference);
    expect(again.note).toBe('one input for each word of Größe (2)');
    expect(await again.load(3)).toMatchObject({ train: (await task.load(3)).train });
  });

  test('rows without a value are left out where asked for', async () => {
    const content = tableWith(5, '3,,x,9');
    await expect(load(content)).rejects.toThrow(
      `${file}, row 5, column 'b': expected a value in every row of the columns that are used, got 1 of 12 rows without one ('b' 1); --missing drop leaves them out.`,
    );
    const task = await load(content, ['a', 'b'], { missing: 'drop' });
    expect([task.origin, task.note]).toMatchObject([
      { rows: 11 },
      "left out 1 of 12 rows without a value ('b' 1)",
    ]);
    expect((await load(content, ['a'])).origin).toMatchObject({ rows: 12 });
  });

  test('categories have to be features', async () => {
    await expect(load(tableWith(), ['a'], { categorical: ['aa'] })).rejects.toThrow(
      "tableTask: expected categorical columns to be features, got 'aa' (did you mean 'a'?).",
    );
    await expect(load(tableWith(), undefined, { features: undefined, categorical: ['y'] })).rejects.toThrow(
      'categorical columns to be features',
    );
  });

  test.each([1700000000, 1700000038912, -3e14])(
    'columns from %d on are standardised in float64',
    async (start) => {
      const rows = Array.from({ length: 200 }, (_, row) => `${start + row},${row % 7},${start + 3 * row}`);
      const zero = rows.map((_, row) => `${row},${row % 7},${3 * row}`);
      const [far, near] = [await load(`a,b,y\n${rows.join('\n')}`), await load(`a,b,y\n${zero.join('\n')}`)];
      const [farData, nearData] = [await far.load(2), await near.load(2)];
      if (!isRows(farData.train.inputs) || !isRows(nearData.train.inputs))
        throw new Error('Expected columns.');
      const nearest = nearData.train.inputs.values;
      farData.train.inputs.values.forEach((value, place) => {
        expect(Math.abs(value - (nearest[place] ?? 0))).toBeLessThan(1e-3 * Math.abs(start) * 2 ** -43);
      });
      expect(farData.targetScaler?.deviations[0]).toBeCloseTo(nearData.targetScaler?.deviations[0] ?? 0, 2);
      expect(farData.test.targets.values[0]).toBe(start + (nearData.test.targets.values[0] ?? 0));
    },
  );
});
