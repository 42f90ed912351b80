import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors } from '@losskit/trainer/checkpoints';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-train-'));
});
afterEach(() => rm(folder, { recursive: true }));

const WORDS = ['train', 'linear', '--loss', 'huber', '--epochs', '8', '--json'];
const LONG = ['train', 'linear', '--loss', 'huber', '--epochs', '900', '--checkpoint-every', '1', '--json'];

function train(...words: string[]) {
  return runLosskit(...WORDS, '--out', folder, ...words);
}

async function digestOf(words: readonly string[]): Promise<string> {
  const { stdout } = await runLosskit(...words);
  return JSON.parse(stdout).weightsDigest;
}

test('the folder gets checkpoints, the weights and the record', async () => {
  const { exitCode, stdout } = await train();
  expect(exitCode).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(['checkpoints', 'run.json', 'weights.safetensors']);
  const { metadata, tensors } = readSafetensors(await readFile(join(folder, 'weights.safetensors')));
  expect(metadata).toEqual(
    new Map([
      ['task', 'linear'],
      ['loss', 'huber'],
    ]),
  );
  expect([...tensors].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
    ['intercept', 'F32', [1]],
    ['kernel', 'F32', [1, 1]],
  ]);
  const record = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  expect(JSON.parse(stdout).weightsDigest).toBe(record.weightsDigest);
});

test('two threads train to the same result, and resume what one has begun', async () => {
  const { stdout } = await runLosskit(...WORDS);
  expect((await runLosskit(...WORDS, '--threads', '2')).stdout).toBe(stdout);
  await train('--threads', '2');
  expect((await train('--resume', '--threads', '1')).stdout).toBe(stdout);
});

test('to resume where nothing is begins, and says so', async () => {
  const { exitCode, stdout, stderr } = await train('--resume');
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('the run begins at its first step')]);
  expect(stdout).toBe((await runLosskit(...WORDS)).stdout);
});

test('to resume a finished run tells its result again', async () => {
  const { stdout } = await train();
  const again = await train('--resume');
  expect(again.stdout).toBe(stdout);
  expect(again.stderr).toMatch(/The run is finished: its last step, (\d+), is in .*step-0+\1\.safetensors\./);
});

test('the same command again, without --resume, does the same again', async () => {
  const { stdout } = await train();
  expect((await train()).stdout).toBe(stdout);
  expect(await readdir(join(folder, 'checkpoints'))).not.toContain('replaced-1');
});

test('a changed option is refused with the difference and exit code 2, or accepted', async () => {
  await train();
  const changed = await train('--resume', '--seed', '5');
  expect([changed.exitCode, changed.stdout]).toEqual([2, '']);
  expect(changed.stderr).toContain('expected the same run to go on, got other data, seed 5 instead of 0;');
  expect((await train('--resume', '--seed', '5', '--accept-changes')).exitCode).toBe(0);
});

test('when no checkpoint can be used, each is named with its reason, and nothing begins anew', async () => {
  await train();
  const names = (await readdir(join(folder, 'checkpoints'))).sort();
  for (const name of names) await writeFile(join(folder, 'checkpoints', name), 'damaged');
  const { exitCode, stdout, stderr } = await train('--resume');
  expect([exitCode, stdout]).toEqual([1, '']);
  for (const name of names) expect(stderr).toContain(name);
  expect((await readdir(join(folder, 'checkpoints'))).sort()).toEqual(names);
});

test('a newer checkpoint that is damaged is passed over, and the reason is said', async () => {
  const { stdout } = await train();
  await writeFile(join(folder, 'checkpoints', 'step-000000024.safetensors'), 'damaged');
  const resumed = await train('--resume');
  expect(resumed.stdout).toBe(stdout);
  expect(resumed.stderr).toMatch(/Passed over: .*step-000000024\.safetensors: expected .*, got 7\.\n/);
});

test.each([
  [['--threads', '3'], "--threads: expected 1 or 2, got '3'."],
  [['--resume'], '--resume: expected with --out FOLDER, got without it.'],
  [['--checkpoint-every', '5'], '--checkpoint-every: expected with --out FOLDER, got without it.'],
  [['--out', 'x', '--accept-changes'], '--accept-changes: expected with --resume, got without it.'],
  [
    ['--out', 'x', '--checkpoint-every', '0'],
    "--checkpoint-every: expected a whole number of at least 1, got '0'.",
  ],
])('%j is wrong use', async (words, message) => {
  const { exitCode, stderr } = await runLosskit(...WORDS, ...words);
  expect([exitCode, stderr]).toEqual([2, `losskit: ${message}\n`]);
});

describe('a process of its own', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('after %s it saves, exits with %i, and goes on to the same weights', async (signal, code) => {
    let sent = false;
    const words = [...LONG, '--out', folder];
    const { exitCode, stderr } = await spawnLosskit(words, (child, printed) => {
      if (sent || !/step \d/.test(printed)) return;
      sent = true;
      child.kill(signal);
    });
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(/Stopped early: stopped at step \d+ of \d+\./);
    expect(stderr).toContain(`The same command with --resume goes on from ${join(folder, 'checkpoints')}.`);
    const resumed = await runLosskit(...LONG, '--out', folder, '--resume', '--checkpoint-every', '100');
    expect(resumed.exitCode).toBe(0);
    expect(JSON.parse(resumed.stdout).weightsDigest).toBe(
      await digestOf(LONG.filter((word) => word !== '--checkpoint-every' && word !== '1')),
    );
  });

  test('while it runs no other may write its folder', async () => {
    let second: Promise<{ exitCode: number | null; stderr: string }> | undefined;
    const words = [...LONG, '--out', folder];
    await spawnLosskit(words, (child, printed) => {
      if (second || !/step \d/.test(printed)) return;
      second = spawnLosskit(words);
      void second.finally(() => child.kill('SIGKILL'));
    });
    const { exitCode, stderr } = (await second) ?? { exitCode: null, stderr: '' };
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/writer\.lock: expected no other process to write this folder, got process \d+\./);
  });

  test('an unfinished run that is not resumed is set aside, not lost', async () => {
    let sent = false;
    await spawnLosskit([...LONG, '--out', folder], (child, printed) => {
      if (sent || !/step \d/.test(printed)) return;
      sent = true;
      child.kill('SIGKILL');
    });
    const { exitCode, stderr } = await train();
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`it is now in ${join(folder, 'checkpoints', 'replaced-1')}.`);
    expect((await readdir(join(folder, 'checkpoints', 'replaced-1'))).length).toBeGreaterThan(0);
  });
});

test('what a loss refuses in a step is no fault of losskit', async () => {
  const { exitCode, stderr } = await runLosskit('train', 'linear', '--loss', 'mse:reduction=none');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    "meanSquaredError: expected reduction 'mean' or 'sum' to have a sum, got 'none'.\n",
  );
  expect(stderr).not.toContain('fault');
});

test('a file in the place of the folder is said before anything is trained', async () => {
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'inner', 'file'), '');
  const { exitCode, stderr } = await runLosskit(...WORDS, '--out', join(folder, 'inner', 'file'));
  expect(exitCode).toBe(1);
  expect(stderr).toContain('cannot be written');
  expect(stderr).not.toContain('step ');
});
