import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BACKEND_NAMES } from '@losskit/backends';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { runLosskit } from '../fixtures/runLosskit.ts';

let folder = '';
let out = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-bad-'));
});
beforeEach(() => {
  out = at('out');
});
afterAll(() => rm(folder, { recursive: true }));

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * The command is refused with this sentence and exit code, prints nothing else, writes nothing, leaks no
 * tensor.
 */
async function expectRefusal(words: readonly string[], exitCode: number, sentence: string): Promise<void> {
  const { numTensors } = tf.memory();
  const outcome = await runLosskit(...words);
  expect(outcome).toEqual({ exitCode, stdout: '', stderr: `losskit: ${sentence}\n` });
  expect(await exists(out)).toBe(false);
  expect(tf.memory().numTensors).toBe(numTensors);
}

describe('wrong use exits with 2', () => {
  test.each([
    [
      ['compare', 'linaer'],
      'task: expected one of linear, wages, flights, football, births, penguins, sensors, digits, digits-line, fruit, fruit-bowl, fruit-mask, fruit-metric, fruit-unknown or a module such as ./own.task.ts, ' +
        "got 'linaer' (did you mean 'linear'?).",
    ],
    [
      ['compare', 'linear', '--losses', 'mse,hubr'],
      "--losses: expected the name of a loss, got 'hubr' (did you mean 'huber'?).",
    ],
    [['compare', 'linear', '--losses', 'qqqq'], "--losses: expected the name of a loss, got 'qqqq'."],
    [
      ['compare', 'linear', '--losses', 'crossEntropy'],
      'losses: expected losses that fit linear (continuous), such as meanSquaredError, meanAbsoluteError, ' +
        "huber, meanSquaredError+l1Penalty, got 'crossEntropy'; losskit list shows which fit.",
    ],
    [['compare', 'linear', '--losses', ','], "--losses: expected names separated by commas, got ','."],
    [['compare', 'linear', '--losess', 'mse'], "unknown option '--losess'\n(Did you mean --losses?)"],
    [
      ['compare', 'linear', '--seeds', '0'],
      "--seeds: expected auto or a whole number from 1 to 10000, got '0'.",
    ],
    [
      ['compare', 'linear', '--margin', '-1'],
      "--margin: expected a number of at least 0 or a percentage such as 2%, got '-1'.",
    ],
    [
      ['compare', 'linear', '--baseline', 'hubr'],
      "--baseline: expected the name of a loss, got 'hubr' (did you mean 'huber'?).",
    ],
    [
      ['compare', 'linear', '--losses', 'mse,mae', '--baseline', 'huber'],
      "compare: expected baseline to be one of the losses, meanSquaredError, meanAbsoluteError, got 'huber'.",
    ],
    [['compare', 'linear', '--baseline', 'common'], "--baseline: expected the name of a loss, got 'common'."],
    [
      ['compare', 'linear', '--tune', 'huber.delta=1', '--tune', 'huber.delta=2'],
      "--tune: expected huber.delta once, got 'huber.delta=2'.",
    ],
    [
      ['compare', 'linear', '--losses', 'mse,mae', '--tune', 'huber.delta=1,2'],
      "compare: expected tune to name a loss that is compared, meanSquaredError, meanAbsoluteError, got 'huber'.",
    ],
    [['compare', 'linear', '--jobs', '0'], "--jobs: expected a whole number from 1 to 256, got '0'."],
    [['compare', 'linear', '--epochs', ''], "--epochs: expected a whole number of at least 1, got ''."],
    [['compare', 'linear', '--features', 'a'], '--features: expected with --csv FILE, got without it.'],
    [['compare', '--target', 'y'], '--target: expected with --csv FILE, got without it.'],
    [['compare', '--images', 'a', '--kind', 'counts'], '--kind: expected with --csv FILE, got without it.'],
    [
      ['compare', 'linear', '--rank-by', 'spearman'],
      '--rank-by: expected with --csv FILE or --images FOLDER, got without either.',
    ],
    [['compare', 'linear', '--hidden', '64,0'], "--hidden: expected a whole number of at least 1, got '0'."],
    [
      ['compare', '--csv', 'a.csv', '--target', 'y', '--kind', 'mask'],
      "option '--kind <kind>' argument 'mask' is invalid. Allowed choices are continuous, binary, multiclass, ordinal, counts, amounts.",
    ],
    [['compare', 'linear', '--csv', 'a.csv'], '--csv: expected with --target COLUMN, got without it.'],
    [['compare', '--csv', 'a.csv'], '--csv: expected with --target COLUMN, got without it.'],
    [
      ['compare', 'linear', '--data', 'a'],
      '--data: expected with the task fruit, got without it; --images makes a task of its own.',
    ],
    [
      ['compare'],
      'task: expected linear, wages, flights, football, births, penguins, sensors, digits, digits-line, fruit, fruit-bowl, fruit-mask, fruit-metric, fruit-unknown, a module such as ./own.task.ts, --csv FILE or --images FOLDER, ' +
        'got none.',
    ],
    [['compare', 'linear', '--losses', 'huber:delta=-1'], 'huber: expected delta > 0, got -1.'],
    [
      ['compare', 'linear', '--losses', 'mse,huber:detla=1'],
      "huber: expected an option out of delta, reduction, got 'detla' (did you mean 'delta'?).",
    ],
    [
      ['compare', 'linear', '--losses', 'mse+0.1*l2Penalty'],
      'l2Penalty: expected lambda to say how much it counts, as l2Penalty:lambda=0.1, got a weight.',
    ],
    [['show', 'mse+huber'], "loss: expected one loss without a weight, got 'mse+huber'."],
    [
      ['compare', 'linear', '--stress', 'outlier=0,.1'],
      "--stress: expected one of outliers, label-noise, imbalance, samples as stress, got 'outlier' (did you mean 'outliers'?).",
    ],
    [
      ['compare', 'linear', '--stress', 'outliers'],
      "--stress: expected a way and its levels, such as outliers=0,.05,.2, got 'outliers'.",
    ],
    [
      ['compare', 'linear', '--stress', 'outliers=0,much'],
      "--stress: expected numbers as levels of outliers, got 'much'.",
    ],
    [
      ['compare', 'linear', '--stress', 'outliers=0,1.5'],
      '--stress: expected levels of outliers to be at least 0 and less than 1, got 1.5.',
    ],
    [
      ['compare', 'linear', '--stress', 'outliers=0'],
      'compare: expected two levels or more of outliers, got [0].',
    ],
    [
      ['compare', 'linear', '--stress', 'label-noise=0,.5'],
      'compare: expected stress that fits a task (outliers, samples for linear), got label-noise.',
    ],
    [['comprae', 'linear'], "unknown command 'comprae'\n(Did you mean compare?)"],
    [['train', 'linear'], '--loss: expected a loss, such as --loss huber (losskit list has them), got none.'],
    [
      ['train', 'linear', '--loss', 'crossEntropy'],
      "train: expected a loss for continuous targets, got 'crossEntropy'; losskit list shows which fit linear.",
    ],
    [
      ['train', '--loss', 'mse'],
      'task: expected linear, wages, flights, football, births, penguins, sensors, digits, digits-line, fruit, fruit-bowl, fruit-mask, fruit-metric, fruit-unknown, a module such as ./own.task.ts, --csv FILE or --images FOLDER, got none.',
    ],
    [
      ['train', 'linear', '--loss', 'meanSquaredEror'],
      "--loss: expected the name of a loss, got 'meanSquaredEror' (did you mean 'meanSquaredError'?).",
    ],
    [
      ['train', 'linear', '--loss', 'mse', '--backend', 'natve'],
      `backend: expected one of ${BACKEND_NAMES.join(', ')}, got 'natve' (did you mean 'native'?).`,
    ],
    [
      ['train', 'linear', '--loss', 'mse', '--learning-rate', '-1'],
      "--learning-rate: expected a number above 0, got '-1'.",
    ],
  ])('%j', async (words, sentence) => {
    await expectRefusal(words, 2, sentence);
  });

  test('shows the help when nothing was asked for', async () => {
    const { exitCode, stdout, stderr } = await runLosskit();
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: losskit');
  });
});

const ROWS = Array.from({ length: 20 }, (_, row) => `${row},${2 * row}`);

describe('a table that cannot be used', () => {
  test.each([
    ['nothing in it', '', 1, 'expected a header and rows, got an empty file.'],
    ['no header', '1,2\n3,4\n', 1, ', row 1: expected a header with the names of the columns, got no names.'],
    ['a header only', 'x,y\n', 1, 'expected rows under the header, got none.'],
    [
      'no such column',
      'xx,y\n1,2\n',
      2,
      ", row 1: expected a column 'x' (did you mean 'xx'?), got 'xx, y', 2 columns with ',' as separator.",
    ],
    [
      'a missing value',
      ['x,y', ...ROWS, '3,NaN', ''].join('\n'),
      1,
      ", row 22, column 'y': expected a value in every row",
    ],
    ...['Infinity', '1e999', 'seven'].map(
      (cell) =>
        [
          cell,
          ['x,y', ...ROWS, `3,${cell}`, ''].join('\n'),
          1,
          `, row 22, column 'y': expected a finite number, got '${cell}'.`,
        ] as const,
    ),
    [
      'a ragged row',
      ['x,y', ...ROWS, '3'].join('\n'),
      1,
      ", row 22: expected 2 cells like the header (',' as separator), got 1.",
    ],
    ['too few rows', 'x,y\n1,2\n3,4\n', 1, ': expected at least 10 rows under the header, because they are'],
  ] as const)('%s', async (_, text, exitCode, sentence) => {
    const file = at('table.csv');
    await writeFile(file, text);
    const outcome = await runLosskit(
      ...['compare', 'linear', '--csv', file, '--features', 'x', '--target', 'y', '--out', out],
    );
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr.startsWith(`losskit: ${file}`)).toBe(true);
    expect(outcome.stderr).toContain(sentence);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await exists(out)).toBe(false);
  });

  const words = (count: number) => Array.from({ length: count }, (_, row) => `${row},${'ab'[row % 2]}`);
  test.each([
    [
      'one class',
      ['x,y', ...ROWS.map((row) => row.replace(/,.*/, ',a'))],
      [],
      "column 'y': expected two classes or more, got only 'a'.",
    ],
    [
      'a class of one row',
      ['x,y', ...words(20), '3,c'],
      [],
      "column 'y': expected at least 3 rows of each class, one for each part, got 1 of 'c'.",
    ],
    [
      'words that are to be numbers',
      ['x,y', ...words(20)],
      ['--kind', 'continuous'],
      "expected a finite number, got 'a'.",
    ],
    [
      'a constant column',
      ['x,y', ...ROWS.map((row) => row.replace(/.*,/, '1,'))],
      [],
      "column 'x': expected different values",
    ],
  ])('of its own has %s', async (_, rows, options, sentence) => {
    const file = at('own.csv');
    await writeFile(file, rows.join('\n'));
    const outcome = await runLosskit('compare', '--csv', file, '--target', 'y', ...options, '--out', out);
    expect([outcome.exitCode, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr.startsWith(`losskit: ${file}, `)).toBe(true);
    expect(outcome.stderr).toContain(sentence);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await exists(out)).toBe(false);
  });

  test('of its own names the nearest column', async () => {
    const file = at('columns.csv');
    await writeFile(file, ['wage,age', ...ROWS].join('\n'));
    const sentence =
      "expected a column 'wages' (did you mean 'wage'?), got 'wage, age', 2 columns with ',' as separator.";
    await expectRefusal(['compare', '--csv', file, '--target', 'wages'], 2, `${file}, row 1: ${sentence}`);
  });

  test('is missing, or a folder', async () => {
    const words = (file: string) =>
      ['compare', 'linear', '--csv', file, '--features', 'x', '--target', 'y'].concat('--out', out);
    await expectRefusal(words(at('none.csv')), 1, `${at('none.csv')}: cannot be read: it does not exist.`);
    await expectRefusal(words(folder), 1, `${folder}: cannot be read: it is a folder, not a file.`);
  });
});

test('an earlier comparison that cannot be used is refused before the data, which cannot be used either', async () => {
  const words = ['compare', '--csv', at('none.csv'), '--target', 'y', '--out', out, '--fail-on-regression'];
  await expectRefusal(
    [...words, at('none.json')],
    1,
    `${at('none.json')}: cannot be read: it does not exist.`,
  );
});

describe('an output folder that cannot be written', () => {
  test('is a file, or lies below one', async () => {
    const file = at('file');
    await writeFile(file, 'mine');
    const compare = ['compare', 'linear', '--losses', 'mse', '--seeds', '1', '--epochs', '1', '--out'];
    await expectRefusal(
      [...compare, file],
      1,
      `${file}/writer.lock: cannot be written: a file of that name is in the way.`,
    );
    await expectRefusal(
      [...compare, join(file, 'below')],
      1,
      `${file}/below/writer.lock: cannot be written: a part of the path is a file, not a folder.`,
    );
    const train = ['train', 'linear', '--loss', 'mse', '--out'];
    await expectRefusal(
      [...train, file],
      1,
      `${file}: cannot be written: a file of that name is in the way.`,
    );
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

describe('a backend that does not run', () => {
  test.skipIf(process.env.LOSSKIT_BACKEND === 'native')('says what to do instead', async () => {
    const words = ['train', 'linear', '--loss', 'mse', '--backend', 'native'];
    const { exitCode, stderr } = await runLosskit(...words);
    if (exitCode === 0) return; // Somebody installed it.
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^losskit: backend: expected /);
  });
});
