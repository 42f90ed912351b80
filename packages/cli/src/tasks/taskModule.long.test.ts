import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTaskModule } from '@losskit/tasks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';
import { isTaskModule } from './taskModule.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/tasks/${name}`, import.meta.url));
const LINES = fixture('lines.task.ts');
const BROKEN = fixture('broken.task.ts');
const WAITING = fixture('waiting.task.ts');
const NOT_FINITE = `${BROKEN}#not-finite`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-modules-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['linear', false],
  ['fruit-bowl', false],
  ['./wages', true],
  ['wages.task.ts', true],
  ['wages.mjs', true],
  ['wages.ts#gross', true],
  ['C:\\tasks\\wages', true],
])('%s is a module: %s', (word, expected) => {
  expect(isTaskModule(word)).toBe(expected);
});

describe('a module in TypeScript (needs the build)', () => {
  test('that leaves a timer running does not keep the command alive', async () => {
    const words = [`${WAITING}#lingering`, '--losses', 'mse', '--seeds', '1', '--epochs', '1', '--json'];
    const { exitCode, stdout } = await spawnLosskit([
      'compare',
      ...words,
      '--out',
      join(folder, 'lingering'),
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).tasks).toHaveLength(1);
  });

  test.each([
    ['compare', '--losses', 'mse', '--out', 'waiting'],
    ['train', '--loss', 'mse'],
    ['find-learning-rate', '--loss', 'mse'],
  ])('whose data never come is stopped by Ctrl-C: %s', async (command, ...words) => {
    const { exitCode } = await spawnLosskit(
      [
        command,
        `${WAITING}#waiting`,
        ...words.map((word) => (word === 'waiting' ? join(folder, word) : word)),
      ],
      (child, stderr) => {
        if (stderr.endsWith('waiting for data\n')) child.kill('SIGINT');
      },
    );
    expect(exitCode).toBe(130);
  });

  test('all of its tasks are compared, with their own losses, in processes of their own', async () => {
    const out = join(folder, 'compared');
    const words = ['compare', LINES, '--seeds', '2', '--jobs', '2', '--json', '--out', out];
    const { exitCode, stdout } = await spawnLosskit(words);
    expect(exitCode).toBe(0);
    const { tasks, config, problems } = JSON.parse(stdout);
    const lossesOf = (task: { results: { loss: string }[] }) => task.results.map(({ loss }) => loss).sort();
    expect(problems).toBeUndefined();
    expect(tasks.map((task: { task: string }) => task.task)).toEqual(['flat', 'steep']);
    expect(tasks.map(lossesOf)).toEqual([['meanSquaredError'], ['fourthPower', 'meanSquaredError']]);
    expect(config.tasks[0].data).toMatchObject({
      from: 'module',
      file: expect.stringContaining('lines.task.ts'),
    });
  });

  test('a loss of its own goes by its name, on its own tasks only, the same in one process and in two', async () => {
    const words = [LINES, 'linear', '--losses', 'mse,fourthPower', '--epochs', '1', '--seeds', '2', '--json'];
    const compared = async (jobs: string) => {
      const out = join(folder, `own-${jobs}`);
      return spawnLosskit(['compare', ...words, '--jobs', jobs, '--out', out]);
    };
    const one = await compared('1');
    expect(one.exitCode).toBe(0);
    const { tasks } = JSON.parse(one.stdout);
    const losses = tasks.map(({ results }: { results: { loss: string }[] }) =>
      results.map(({ loss }) => loss).sort(),
    );
    expect(losses).toEqual([['meanSquaredError'], ['fourthPower', 'meanSquaredError'], ['meanSquaredError']]);
    expect((await compared('2')).stdout).toBe(one.stdout);
  });

  test('one of several tasks is trained by its name, and resumes to the same bits', async () => {
    const out = join(folder, 'trained');
    const words = ['train', `${LINES}#steep`, '--loss', 'fourthPower', '--json'];
    const alone = await spawnLosskit(words);
    expect(alone.exitCode).toBe(0);
    expect(JSON.parse(alone.stdout)).toMatchObject({ task: 'steep', loss: 'fourthPower', steps: 20 });
    let sent = false;
    const kept = [...words, '--out', out, '--checkpoint-every', '1'];
    await spawnLosskit(kept, (child, stderr) => {
      if (sent || !/step \d/.test(stderr)) return;
      sent = true;
      child.kill('SIGINT');
    });
    const resumed = await spawnLosskit([...kept, '--resume']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.stdout).toBe(alone.stdout);
  });

  test('a task that cannot be compared is a problem, and the others are compared', async () => {
    const out = join(folder, 'problem');
    const words = ['compare', NOT_FINITE, 'linear', '--losses', 'mse', '--epochs', '1', '--seeds', '1'];
    const sentence = 'task not-finite, train part, row 1, target 0: expected a finite number, got NaN.';
    const shown = await spawnLosskit([...words, '--out', out]);
    expect(shown.exitCode).toBe(1);
    expect(shown.stdout).toContain('1  meanSquaredError');
    expect(shown.stdout).toContain(`not-finite is not compared: ${sentence}\n`);
    expect(shown.stderr).toContain(`not-finite is not compared: ${sentence}\n`);
    expect(shown.stderr).toContain(
      'losskit: compare: expected tasks that can be compared, got 1 of 2 that cannot: not-finite.\n',
    );
    const told = await spawnLosskit([...words, '--json', '--out', join(folder, 'told')]);
    expect(told.exitCode).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject({
      tasks: [{ task: 'linear' }],
      problems: [{ task: 'not-finite', code: 'data-malformed', message: sentence }],
    });
  });

  test.each([
    ['not-finite', 'task not-finite, train part, row 1, target 0: expected a finite number, got NaN.'],
    [
      'too-wide',
      'task too-wide: expected a model that gives [rows] or [rows, 1] values, as continuous targets need, got [2,2] for 2 rows.',
    ],
    ['throwing', 'task throwing: model threw: no model today'],
    ['unpaired', /task unpaired: expected the same first weights for every loss of seed 0, got others for /],
  ])('a task %s that is the only one exits with 1 and says why', async (name, sentence) => {
    const words = ['compare', `${BROKEN}#${name}`, '--losses', 'mse,mae', '--seeds', '1', '--jobs', '1'];
    const { exitCode, stdout, stderr } = await runLosskit(...words, '--out', join(folder, name));
    expect([exitCode, stdout]).toEqual([1, '']);
    const last = stderr.trimEnd().split('\n').at(-1);
    if (typeof sentence === 'string') expect(last).toBe(`losskit: ${sentence}`);
    else expect(last).toMatch(sentence);
  });

  test.each([
    [['train', LINES, '--loss', 'mse'], `task: expected one task, such as ${LINES}#flat, got flat, steep.`],
    [
      ['train', `${LINES}#stepe`, '--loss', 'mse'],
      `${LINES}: expected the name of a task after '#', one of flat, steep, got 'stepe' (did you mean 'steep'?).`,
    ],
    [
      ['train', `${LINES}#steep`, '--loss', 'thirdPower'],
      "--loss: expected the name of a loss, got 'thirdPower'.",
    ],
    [
      ['compare', LINES, `${LINES}#steep`],
      "task: expected tasks of different names, got two called 'steep'.",
    ],
  ])('%j is wrong use', async (words, sentence) => {
    const outcome = await runLosskit(...words);
    expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: `losskit: ${sentence}\n` });
  });
});

describe('a module that gives no task', () => {
  test.each([
    [
      'exports something else',
      'export const rows = [1];',
      'expected a module that exports a task, as export default defineTask({ … }), got the exports rows.',
    ],
    ['exports nothing', 'const rows = [1];\nvoid rows;', 'got no export.'],
    ['throws', "throw new Error('no rows today');", 'cannot be loaded: no rows today'],
    [
      'has two of one name',
      "const task = () => ({ name: 'a', kind: 'binary', rankBy: {}, load() {}, createModel() {} });\n" +
        'export const tasks = [task(), task()];',
      "expected tasks of different names, got 'a' twice.",
    ],
  ])('because it %s exits with 1', async (why, source, sentence) => {
    const file = join(folder, `${why.replaceAll(' ', '-')}.task.mjs`);
    await writeFile(file, source);
    const { exitCode, stdout, stderr } = await runLosskit('compare', file);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(`losskit: ${file}: `)).toBe(true);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each(['js', 'ts'])(
    'because it has a syntax error in .%s exits with 1 (needs the build)',
    async (ending) => {
      const file = join(folder, `syntax.task.m${ending}`);
      await writeFile(file, 'export const first = 1;\nexport const = 2;\n');
      const { exitCode, stdout, stderr } = await spawnLosskit(['compare', file]);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^losskit: .*syntax\.task\.m.s: cannot be loaded: .+\n$/);
    },
  );

  test('because it is missing exits with 1', async () => {
    const file = join(folder, 'none.task.ts');
    expect(await runLosskit('compare', file)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `losskit: ${file}: cannot be read: it does not exist.\n`,
    });
  });

  test('because it never settles says so', async () => {
    const file = join(folder, 'waits.task.mjs');
    await writeFile(file, 'await new Promise(() => {});\nexport const rows = [1];');
    await expect(loadTaskModule(file, 0.2)).rejects.toMatchObject({
      code: 'module-failed',
      message: `${file}: expected a module that is loaded within 0.2 s, got one that goes on; don't wait for anything at its top level.`,
    });
  });
});
