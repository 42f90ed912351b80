import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { slurmQueue } from './slurmCommands.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-slurm-commands-'));
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Puts a program on the path that notes the words it is given, and answers. */
async function answering(name: string, answer: { out?: string; err?: string; code?: number }): Promise<void> {
  const path = join(folder, name);
  const { out = '', err = '', code = 0 } = answer;
  await writeFile(
    path,
    `#!${process.execPath}
require('node:fs').writeFileSync(${JSON.stringify(`${path}.words`)}, JSON.stringify(process.argv.slice(2)));
process.stdout.write(${JSON.stringify(out)});
process.stderr.write(${JSON.stringify(err)});
process.exitCode = ${code};
`,
  );
  await chmod(path, 0o755);
}

async function wordsFor(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, `${name}.words`), 'utf8'));
}

const array = { name: 'losskit-1', script: '/shared/100% ours/run.sh', tasks: 12, logs: '/shared/100% ours' };

test('an array is submitted with fixed words, each in one piece', async () => {
  await answering('sbatch', { out: 'Submitted batch job 7\n' });
  await slurmQueue({ partition: 'long; id', time: '1-00:00:00' }).submit(array);
  expect(await wordsFor('sbatch')).toEqual([
    '--job-name=losskit-1',
    '--array=0-11',
    '--ntasks=1',
    '--no-requeue',
    '--output=/shared/100%% ours/losskit-1-%a.log',
    '--partition=long; id',
    '--time=1-00:00:00',
    '/shared/100% ours/run.sh',
  ]);
  await slurmQueue({}).submit(array);
  expect(await wordsFor('sbatch')).not.toContainEqual(expect.stringContaining('partition'));
});

test('the queue tells which tasks wait and which run, and what it says beside is left out', async () => {
  await answering('squeue', {
    out: '0|RUNNING|None|losskit-1\n11|PENDING|Resources|losskit-1\nN/A|RUNNING|None|other\n3|COMPLETING|None|a|b\nnonsense\n',
  });
  expect(await slurmQueue({}).tasks()).toEqual([
    { array: 'losskit-1', index: 0, isRunning: true, reason: 'None' },
    { array: 'losskit-1', index: 11, isRunning: false, reason: 'Resources' },
    { array: 'a|b', index: 3, isRunning: true, reason: 'None' },
  ]);
  expect(await wordsFor('squeue')).toContain(`--user=${userInfo().username}`);
});

test('arrays are cancelled by their names, and nothing is where there are none', async () => {
  await answering('scancel', {});
  await slurmQueue({}).cancel([]);
  await expect(wordsFor('scancel')).rejects.toMatchObject({ code: 'ENOENT' });
  await slurmQueue({}).cancel(['losskit-1', 'losskit-2']);
  expect(await wordsFor('scancel')).toEqual([`--user=${userInfo().username}`, '--name=losskit-1,losskit-2']);
});

test('what Slurm refuses is told in its words', async () => {
  await answering('sbatch', {
    err: 'sbatch: error: invalid partition specified: nowhere\nsbatch: error: Batch job submission failed: Invalid partition name specified\n',
    code: 1,
  });
  await expect(slurmQueue({ partition: 'nowhere' }).submit(array)).rejects.toMatchObject({
    code: 'scheduler-failed',
    message: expect.stringContaining('Invalid partition name specified'),
  });
});

test('where there is no Slurm, one sentence says so', async () => {
  await expect(slurmQueue({}).tasks()).rejects.toMatchObject({
    code: 'scheduler-failed',
    message:
      "compare: expected Slurm's squeue on this machine with --slurm, got none; a cluster's login node has it, and without --slurm the runs go on here.",
  });
});
