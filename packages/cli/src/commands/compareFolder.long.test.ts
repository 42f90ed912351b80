import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFolder } from '@losskit/trainer/checkpoints';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Outcome, runLosskit } from '../../fixtures/runLosskit.ts';

const LINES = fileURLToPath(new URL('../../fixtures/tasks/lines.task.ts', import.meta.url));
const DYING = fileURLToPath(new URL('../../../study/fixtures/dying.task.ts', import.meta.url));

let out = '';
beforeEach(async () => {
  out = join(await mkdtemp(join(tmpdir(), 'losskit-compare-folder-')), 'out');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(join(out, '..'), { recursive: true });
});

function compareIn(folder: string, ...words: string[]): Promise<Outcome> {
  const settings = ['--losses', 'mse', '--seeds', '2', '--jobs', '1', '--backend', 'cpu', '--out', folder];
  return runLosskit('compare', `${LINES}#flat`, ...settings, ...words);
}

test('a folder that another process writes is refused in one sentence, and left as it is', async () => {
  const lock = await lockFolder(out);
  const { exitCode, stdout, stderr } = await compareIn(out);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    `losskit: ${join(out, 'writer.lock')}: expected no other process to write this folder, got process ${process.pid}.`,
  );
  expect(await readdir(out)).toEqual(['writer.lock']);
  await lock.release();
  expect((await compareIn(out)).exitCode).toBe(0);
  expect((await readdir(out)).sort()).toEqual([
    'command.txt',
    'comparison.json',
    'finished.json',
    'previews.json',
    'report.html',
    'runs',
    'runs.csv',
    'timings.json',
  ]);
});

test.each(['comparison.json', 'report.html', 'unfinished.json'])(
  'a folder called %s is refused before anything is trained',
  async (name) => {
    await mkdir(join(out, name), { recursive: true });
    const { exitCode, stderr } = await compareIn(out);
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `losskit: ${join(out, name)}: cannot be written: it is a folder, not a file.`,
    );
    expect(await readdir(out)).toEqual([name]);
  },
);

describe('a comparison that is finished', () => {
  const writtenAt = async (name: string) => (await stat(join(out, name))).mtimeMs;
  const AGAIN = 'Continuing the comparison in';

  test('is neither made nor written a second time', async () => {
    const first = await compareIn(out, '--json');
    const before = await Promise.all(['comparison.json', 'report.html'].map(writtenAt));
    const again = await compareIn(out, '--json');
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).toContain(AGAIN);
    expect(await Promise.all(['comparison.json', 'report.html'].map(writtenAt))).toEqual(before);
  });

  test.each(['comparison.json', 'previews.json', 'timings.json', 'finished.json', 'report.html'])(
    'is itself again after %s was changed or is gone',
    async (name) => {
      const { stdout } = await compareIn(out, '--json');
      const texts = () =>
        Promise.all(['comparison.json', 'report.html'].map((one) => readFile(join(out, one), 'utf8')));
      const [comparison, report] = await texts();
      const file = join(out, name);
      const text = await readFile(file, 'utf8');
      for (const change of [() => writeFile(file, `${text} `), () => rm(file)]) {
        await change();
        expect((await compareIn(out, '--json')).stdout).toBe(stdout);
        const [comparisonAgain, reportAgain = ''] = await texts();
        expect(comparisonAgain).toBe(comparison);
        // Only how long it took may differ, where it was put together anew.
        const withoutTimes = (html = '') => html.replace(/[\d.]+ (ms|s)\b/g, '').replace(/<!--.*-->\n$/, '');
        expect(withoutTimes(reportAgain)).toBe(withoutTimes(report));
      }
    },
    60_000,
  );

  test('trains runs again that are gone, and other settings anew', async () => {
    const { stdout } = await compareIn(out, '--json');
    const runs = join(out, 'runs');
    const names = await readdir(runs);
    for (const name of names) await rm(join(runs, name));
    expect((await compareIn(out, '--json')).stdout).toBe(stdout);
    expect(await readdir(runs)).toEqual(names);
    const wider = await compareIn(out, '--json', '--margin', '50%');
    expect(JSON.parse(wider.stdout)).toMatchObject({ config: { margin: '50%' } });
    expect((await compareIn(out, '--json')).stdout).toBe(stdout);
  });
});

test('stored runs that are not used are counted, with why', async () => {
  const { stdout } = await compareIn(out, '--json');
  const runs = join(out, 'runs');
  // As if it had been killed just before its end.
  await writeFile(join(out, 'unfinished.json'), '');
  const [first = '', second = '', third = ''] = (await readdir(runs)).map((name) => join(runs, name));
  await writeFile(first, '');
  await writeFile(second, await readFile(third));
  const again = await compareIn(out, '--json');
  expect(again.stdout).toBe(stdout);
  expect(again.stderr).toContain(
    `Not used: 2 stored runs in ${out} (1 damaged, 1 in the place of another run); what is missing is run again.\n`,
  );
  expect(again.stderr).toContain('Continuing the comparison');
});

test('a comparison that misses runs ends with 1, and says how to go on', async () => {
  vi.stubEnv('DYING_LOSS', 'exit');
  const words = ['--seeds', '2', '--jobs', '2', '--backend', 'cpu', '--out', out];
  const { exitCode, stdout, stderr } = await runLosskit('compare', `${DYING}#dyingLoss`, ...words);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/Not compared, because the machine lost runs of\s+it: dying \(2 runs\)\./);
  expect(stderr).toContain(
    'dyingLoss: the process that trained dying with seed 1 ended by itself twice (exit code 3).\n',
  );
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    'losskit: compare: expected every run to end, got 2 that the machine lost (dyingLoss, dying, seed 0 the first); ' +
      `the same command with --out ${out} runs it again.`,
  );
}, 120_000);

test.each([
  ['--seeds', '1e9', '--seeds: expected auto or a whole number from 1 to 10000'],
  ['--jobs', '1e6', '--jobs: expected a whole number from 1 to 256'],
])('%s %s is refused at once', async (option, value, sentence) => {
  expect(await runLosskit('compare', 'linear', option, value)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `losskit: ${sentence}, got '${value}'.\n`,
  });
});
