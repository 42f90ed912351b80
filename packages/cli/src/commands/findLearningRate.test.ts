import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-find-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('suggests a rate, the same each time, and draws the test', async () => {
  const words = ['find-learning-rate', 'linear', '--loss', 'huber', '--json'];
  const figure = join(folder, 'range.svg');
  const { exitCode, stdout } = await runLosskit(...words, '--out', figure);
  expect(exitCode).toBe(0);
  const { task, loss, suggestion, table } = JSON.parse(stdout);
  expect([task, loss]).toEqual(['linear', 'huber']);
  expect(suggestion).toBeGreaterThan(1e-5);
  expect(suggestion).toBeLessThan(10);
  expect(table.length).toBeGreaterThan(10);
  expect(await readFile(figure, 'utf8')).toContain('>huber<');
  expect((await runLosskit(...words)).stdout).toBe(stdout);
});

test('takes as many passes as are asked for, and at least ten steps', async () => {
  const lengthOf = async (epochs: string) => {
    const words = ['find-learning-rate', 'linear', '--loss', 'huber', '--epochs', epochs, '--json'];
    return JSON.parse((await runLosskit(...words)).stdout).table.length;
  };
  const [short, long] = [await lengthOf('1'), await lengthOf('40')];
  expect(short).toBeGreaterThan(5);
  expect(short).toBeLessThanOrEqual(10);
  expect(long).toBeGreaterThan(10);
  expect(
    (await runLosskit('find-learning-rate', 'linear', '--loss', 'huber', '--epochs', '0')).exitCode,
  ).toBe(2);
});

test.each([
  [['linear', '--loss', 'hubr'], /did you mean 'huber'/],
  [['linear', '--loss', 'crossEntropy'], /expected a loss for continuous targets/],
  [['linear', '--loss', 'huber', '--out', 'range.pdf'], /ends in \.svg or \.png, got 'range\.pdf'/],
])('%j is wrong use', async (words, message) => {
  const { exitCode, stderr, stdout } = await runLosskit('find-learning-rate', ...words);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
});
