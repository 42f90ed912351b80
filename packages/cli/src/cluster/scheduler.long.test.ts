import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingSlurmPrograms, startLoopbackSlurm } from '@losskit/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-scheduler-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const SMALL = 'compare linear --losses mse,mae --seeds 2 --epochs 1 --backend cpu --jobs 1'.split(' ');

const out = (name: string) => join(folder, name);
const comparisonIn = (name: string) => readFile(join(out(name), 'comparison.json'), 'utf8');

async function compareHere(): Promise<string> {
  expect((await runLosskit(...SMALL, '--out', out('here'))).exitCode).toBe(0);
  return comparisonIn('here');
}

test.each([
  [['--partition', 'long'], '--partition: expected with --slurm, got without it.'],
  [['--time', '30'], '--time: expected with --slurm, got without it.'],
  [
    ['--slurm', '--time', 'soon'],
    "--time: expected minutes, hours:minutes:seconds or days-hours, got 'soon'.",
  ],
  [['--slurm', '--partition', 'a b'], "--partition: expected names of partitions, got 'a b'."],
  [['--slurm', '--array-size', '0'], "--array-size: expected a whole number from 1 to 100000, got '0'."],
  [
    ['--task-seconds', '5'],
    '--task-seconds: expected with --slurm or --export-commands, got without either.',
  ],
  [['--slurm', '--export-commands', 'x'], '--export-commands: expected without --slurm, got both.'],
  [
    ['--export-commands', 'x'],
    '--export-commands: expected --out FOLDER with it, where the commands put what they did, got without it.',
  ],
])('%j is refused before anything is trained', async (words, message) => {
  const { exitCode, stderr } = await runLosskit(...SMALL, ...words);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`losskit: ${message}\n`);
});

test('where there is no Slurm, one sentence says so', async () => {
  vi.stubEnv('PATH', folder);
  const { exitCode, stderr } = await runLosskit(...SMALL, '--slurm', '--out', out('slurm'));
  expect(exitCode).toBe(1);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    "losskit: compare: expected Slurm's squeue on this machine with --slurm, got none; a cluster's login node has it, and without --slurm the runs go on here.",
  );
});

test('commands for another scheduler do the runs, and the same comparison goes on with them to the same bytes', async () => {
  const file = out('commands');
  const words = [...SMALL, '--out', out('exported'), '--export-commands', file, '--json'];
  let said = '';
  for (let round = 0; !said.startsWith('{'); round++) {
    expect(round).toBeLessThan(6);
    const { exitCode, stdout, stderr } = await spawnLosskit(words);
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    said = stdout;
    if (stdout !== '') break;
    expect(stderr).toContain(`${file} has 1 command for them, one a line.`);
    execFileSync('sh', [file], { cwd: tmpdir(), stdio: 'ignore' });
  }
  expect(await comparisonIn('exported')).toBe(await compareHere());
  expect(await readdir(out('exported'))).not.toContain('cluster');
}, 120_000);

test('a Slurm of this machine does the runs, to the same bytes', async (context) => {
  const missing = missingSlurmPrograms();
  if (missing.length > 0) context.skip(`Slurm is not installed (${missing.join(', ')}).`);
  const slurm = await startLoopbackSlurm(2);
  try {
    vi.stubEnv('SLURM_CONF', slurm.environment.SLURM_CONF);
    const { exitCode, stderr } = await spawnLosskit([...SMALL, '--out', out('slurm'), '--slurm']);
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/Slurm: \d running, \d pending/)]);
  } finally {
    await slurm.stop();
  }
  expect(await comparisonIn('slurm')).toBe(await compareHere());
  expect(await readdir(out('slurm'))).not.toContain('cluster');
}, 180_000);
