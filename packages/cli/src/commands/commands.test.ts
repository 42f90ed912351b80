import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allLosses } from '@losskit/losses/registry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('losskit list', () => {
  test('names every loss', async () => {
    const { exitCode, stdout, stderr } = await runLosskit('list');
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const { declaration } of allLosses) expect(stdout).toContain(declaration.name);
  });

  test('prints the declarations as one JSON array', async () => {
    const { stdout } = await runLosskit('list', '--json');
    const names = allLosses.map(({ declaration }) => expect.objectContaining({ name: declaration.name }));
    expect(JSON.parse(stdout)).toEqual(names);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test('has the words, the option descriptions and the kinds of target that a loss fits', async () => {
    const { stdout } = await runLosskit('list', '--json');
    const found = JSON.parse(stdout).find(({ name }: { name: string }) => name === 'huber');
    expect(found).toMatchObject({
      target: 'continuous',
      differentiable: true,
      batchDependent: false,
      fits: expect.arrayContaining(['continuous', 'multiclass']),
      options: { delta: { kind: 'number', default: 1, description: expect.stringMatching(/\w/) } },
    });
    for (const word of ['summary', 'formula', 'useWhen', 'avoidWhen', 'domain', 'source']) {
      expect(found[word]).toMatch(/\w/);
    }
  });

  test('of a kind of target names those that fit it only', async () => {
    const { exitCode, stdout } = await runLosskit('list', '--for', 'sequence');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ctc');
    expect(stdout).not.toContain('huber');
    const names = JSON.parse((await runLosskit('list', '--for', 'multiclass', '--json')).stdout).map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toContain('crossEntropy');
    expect(names).not.toContain('poissonNll');
  });

  const namesFor = async (words: string): Promise<string[]> =>
    JSON.parse((await runLosskit('list', '--for', words, '--json')).stdout).map(
      ({ name }: { name: string }) => name,
    );

  test.each([
    ['a family', 'boxes', ['boxIou', 'ciou', 'diou', 'giou']],
    ['what a loss is compared with', 'relevances', ['lambdaRank', 'listMle']],
    ['an input', 'teacherLogits', ['knowledgeDistillation']],
    ['a word in another spelling', 'teacher-logits', ['knowledgeDistillation']],
    ['several words', 'likelihood, log-probabilities', ['klDivergence', 'nll']],
    ['words that no loss has together', 'boxes,logits', []],
  ])('of %s', async (_, words, names) => {
    const found = await namesFor(words);
    expect(found).toEqual(expect.arrayContaining(names));
    if (names.length === 0) expect(found).toEqual([]);
    expect(found).not.toContain('huber');
  });

  test('a word of several sorts is of the losses of each', async () => {
    const declared = allLosses.map(({ declaration }) => declaration);
    const names = await namesFor('embedding');
    expect(names).toEqual(
      expect.arrayContaining(declared.filter(({ family }) => family === 'embedding').map(({ name }) => name)),
    );
    expect(names).not.toContain('huber');
  });

  test('says so where no loss is of all words', async () => {
    expect(await runLosskit('list', '--for', 'boxes,logits')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No loss is of all of these: boxes, logits.\n',
    });
  });

  test('refuses another word with the nearest and all that there are', async () => {
    const { exitCode, stdout, stderr } = await runLosskit('list', '--for', 'multiclass,boxs');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^losskit: --for: expected a family, a kind of target or an input, got 'boxs' \(did you mean 'boxes'\?\)\.\n {2}families: .*boxes.*\n {2}kinds of a task: continuous, .*\n {2}targets: .*ordinal.*\n {2}inputs: .*logits.*\n$/,
    );
  });
});

describe('losskit train', () => {
  test('prints one line of JSON, the same every time', async () => {
    const words = ['train', 'linear', '--loss', 'huber', '--epochs', '2', '--seed', '7', '--json'];
    const { exitCode, stdout } = await spawnLosskit(words);
    expect(exitCode).toBe(0);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const result: unknown = JSON.parse(stdout);
    expect(result).toEqual({
      task: 'linear',
      loss: 'huber',
      seed: 7,
      steps: expect.any(Number),
      engine: 'compiled',
      metrics: {
        rmse: expect.any(Number),
        meanAbsoluteError: expect.any(Number),
        medianAbsoluteError: expect.any(Number),
        rSquared: expect.any(Number),
      },
      weightsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await runLosskit(...words)).stdout).toBe(stdout);
  });

  test('writes the record of a run that diverged, and fails with the reason', async () => {
    const out = join(folder, 'diverged');
    const words = ['train', 'linear', '--loss', 'mse', '--learning-rate', '1e30', '--out', out];
    const { exitCode, stdout, stderr } = await runLosskit(...words);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/losskit: train: expected a finite loss, got (Infinity|NaN) at step \d+, /);
    expect(JSON.parse(await readFile(join(out, 'run.json'), 'utf8'))).toMatchObject({ status: 'diverged' });
  });
});

test('ends quietly when the reader of its output leaves', async () => {
  const { exitCode, stderr } = await spawnLosskit(['list', '--json'], (child) => child.stdout?.destroy());
  expect([exitCode, stderr]).toEqual([0, '']);
});
