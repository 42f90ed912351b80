import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-plot-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function plotted(file: string, ...words: string[]): Promise<string> {
  const path = join(folder, file);
  expect(await runLosskit('plot', ...words, '--out', path)).toEqual({
    exitCode: 0,
    stdout: `${path}\n`,
    stderr: '',
  });
  return path;
}

describe('losskit plot', () => {
  test('draws the losses of the articles with their slopes, the same bytes every time', async () => {
    const first = await readFile(await plotted('a.svg', 'l1', 'smoothL1', 'mse'), 'utf8');
    for (const text of ['meanAbsoluteError', 'smoothL1', 'meanSquaredError', 'slope of the loss']) {
      expect(first).toContain(`>${text}<`);
    }
    expect(await readFile(await plotted('b.svg', 'l1', 'smoothL1', 'mse'), 'utf8')).toBe(first);
  });

  test('draws one curve for every value of an option, and for losses that bring their own', async () => {
    const svg = await readFile(
      await plotted('c.svg', 'crossEntropy', 'categoricalFocal:alpha=2', '--option', 'gamma=0.5,5'),
      'utf8',
    );
    const labels = [
      'crossEntropy',
      'categoricalFocal, alpha 2, gamma 0.5',
      'categoricalFocal, alpha 2, gamma 5',
    ];
    for (const label of labels) expect(svg).toContain(`>${label}<`);
    expect(svg).toContain('probability of the true class');
    expect(await readFile(await plotted('d.svg', 'crossEntropy', '--over', 'margin'), 'utf8')).toContain(
      'margin',
    );
  });

  test('writes a PNG fine enough for print', async () => {
    const path = await plotted('e.png', 'hinge', 'squaredHinge', 'softMargin', 'perceptron', 'zeroOne');
    const png = await readFile(path);
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBeGreaterThan(2000);
    expect(height).toBeGreaterThan(800);
  });

  test.each<[string[], string]>([
    [['hubr'], "loss: expected the name of a loss, got 'hubr' (did you mean 'huber'?)."],
    [
      ['huber', 'hinge'],
      'plot: expected losses that share an axis, got huber (residual), hinge (margin, probability).',
    ],
    [
      ['huber', '--over', 'margin'],
      'plot: expected losses that have a curve over the margin, got huber (residual).',
    ],
    [['huber:delta=0'], 'huber: expected delta > 0, got 0.'],
    [['huber:delta=x'], "huber: expected delta to be a number, got 'x'."],
    [['huber:delta'], "huber: expected name=value, got 'delta'."],
    [
      ['huber:detla=1'],
      "huber: expected an option out of delta, reduction, got 'detla' (did you mean 'delta'?).",
    ],
    [['mse:delta=1'], "meanSquaredError: expected an option out of reduction, got 'delta'."],
    [
      ['mse+l2Penalty'],
      "loss: expected one loss without penalties, which are on the parameters of a model, got 'mse+l2Penalty'.",
    ],
    [['huber', '--option', 'delta=1,x'], "huber: expected delta to be a number, got 'x'."],
    [['huber', '--option', 'gamma=1'], "--option: expected an option of huber, got 'gamma'."],
    [['huber', '--option', 'delta'], "--option: expected name=values, got 'delta'."],
    [['huber', '--out', 'a.gif'], "--out: expected a file name that ends in .svg or .png, got 'a.gif'."],
  ])('%j is wrong use', async (words, sentence) => {
    const before = await readdir(folder);
    const outcome = await runLosskit('plot', ...words);
    expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: `losskit: ${sentence}\n` });
    expect(await readdir(folder)).toEqual(before);
  });

  test('says where it cannot write', async () => {
    const out = join(await plotted('f.svg', 'mse'), 'below.svg');
    expect(await runLosskit('plot', 'mse', '--out', out)).toMatchObject({
      exitCode: 1,
      stderr: `losskit: ${out}: cannot be written: a file of that name is in the way.\n`,
    });
  });
});
