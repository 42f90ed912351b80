import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';

const LINES = fileURLToPath(new URL('../../fixtures/tasks/lines.task.ts', import.meta.url));

let root = '';
let out = '';
let printed = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'losskit-stored-'));
  out = join(root, 'steep');
  const settings = ['--losses', 'mse,mae', '--seeds', '2', '--jobs', '1', '--backend', 'cpu', '--lang', 'en'];
  printed = (await runLosskit('compare', `${LINES}#steep`, ...settings, '--out', out)).stdout;
}, 120_000);
afterAll(() => rm(root, { recursive: true }));

/** A copy of the comparison, with the file changed. */
async function copyWith(name: string, file: string, text: string): Promise<string> {
  const copy = join(root, name);
  await cp(out, copy, { recursive: true });
  await writeFile(join(copy, file), text);
  return copy;
}

const textOf = (name: string) => readFile(join(out, name), 'utf8');

describe('losskit compare leaves in its folder', () => {
  test('a table of every run', async () => {
    const lines = (await textOf('runs.csv')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^task,loss,seed,learningRate,status,failed,reason,steps,rmse,/);
    expect(lines).toHaveLength(1 + 2 * 2);
  });

  test('the command line that repeats it, in the report too', async () => {
    const command = await textOf('command.txt');
    expect(command).toBe(
      `losskit compare '${LINES}#steep' --losses mse,mae --seeds 2 --jobs 1 --backend cpu --lang en --out ${out}\n`,
    );
    expect(await textOf('report.html')).toContain('--losses mse,mae --seeds 2 --jobs 1');
  });
});

/** The notes on the method in a report, each as the numbers in it. */
function numbersInNotes(page: string): string[][] {
  const [, section = ''] = page.split('aria-labelledby="how-to-read"');
  const notes = [...section.matchAll(/<li>(.*?)<\/li>/gs)].map(([, note = '']) =>
    note.replace(/&[^;]*;/g, ''),
  );
  return notes.map((note) => [...new Set(note.match(/\d[\d.,]*\d|\d/g) ?? [])].sort());
}

describe('losskit report', () => {
  test('draws the same report again, and says the same', async () => {
    const before = await textOf('report.html');
    await rm(join(out, 'report.html'));
    const { exitCode, stdout, stderr } = await runLosskit('report', out, '--lang', 'en');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await textOf('report.html')).toBe(before);
    expect(stdout.split('\nReport: ')[0]).toBe(printed.replace(/\n\d+ s\. Report: .*\n$/, ''));
    const figures = await readdir(join(out, 'figures'));
    for (const name of ['steep-differences', 'steep-rmse', 'steep-seed-by-seed'])
      expect(figures).toEqual(expect.arrayContaining([`${name}.svg`, `${name}.png`]));
  }, 60_000);

  test('draws it in Chinese', async () => {
    const copy = join(root, 'chinese');
    await cp(out, copy, { recursive: true });
    expect((await runLosskit('report', copy, '--lang', 'zh')).exitCode).toBe(0);
    const page = await readFile(join(copy, 'report.html'), 'utf8');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('该用哪个损失函数');
    const notes = numbersInNotes(page);
    expect(notes.length).toBeGreaterThan(10);
    expect(notes).toEqual(numbersInNotes(await textOf('report.html')));
    // What scripts read stays as it was.
    expect(await readFile(join(copy, 'comparison.json'), 'utf8')).toBe(await textOf('comparison.json'));
    await rm(copy, { recursive: true });
  }, 60_000);

  test('says which runs it lacks, and draws the others', async () => {
    const [first = ''] = (await readdir(join(out, 'runs'))).filter((name) => name.includes('-seed1-'));
    const copy = await copyWith('lacking', join('runs', first), '');
    const { exitCode, stderr } = await runLosskit('report', copy);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^Not drawn: 1 of 4 runs, whose files are missing, damaged or of another comparison/,
    );
    await rm(copy, { recursive: true });
  }, 60_000);

  test.each([
    ['comparison.json', '', /comparison\.json: expected what losskit compare wrote, got an empty file; run /],
    ['comparison.json', '{"version":1}', /comparison\.json: expected version 2 of the format, got 1; run /],
    [
      'previews.json',
      '[{}]',
      /previews\.json: expected what losskit compare wrote, got undefined as 0\.task; /,
    ],
  ])('refuses a %s with %j in one sentence', async (file, text, sentence) => {
    const copy = await copyWith('damaged', file, text);
    const { exitCode, stdout, stderr } = await runLosskit('report', copy);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    await rm(copy, { recursive: true });
  });

  test('refuses a folder without a comparison', async () => {
    const { exitCode, stderr } = await runLosskit('report', root);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `losskit: ${root}: expected a comparison, got a folder without comparison.json; losskit runs lists the folders that have one.\n`,
    );
  });
});

describe('losskit runs', () => {
  test('lists what a folder holds', async () => {
    const { exitCode, stdout } = await runLosskit('runs', root);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^folder +written +task +losses × seeds +runs +size +use\n/);
    expect(stdout).toMatch(
      new RegExp(`${out} +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +steep +2 × 2 +4 done +\\d+ kB`),
    );
  });

  test('as JSON, one array and nothing else', async () => {
    const { stdout } = await runLosskit('runs', root, '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { folder: out, state: 'finished', seeds: 2, tasks: [{ task: 'steep', lost: 0 }] },
    ]);
  });

  test('names what is unfinished and what cannot be read', async () => {
    const broken = await copyWith('broken', 'comparison.json', '{');
    const stopped = await copyWith('stopped', 'unfinished.json', '{}');
    await rm(join(stopped, 'comparison.json'));
    const { stdout } = await runLosskit('runs', root);
    expect(stdout).toContain('Unfinished, or under way;');
    expect(stdout).toContain(`goes on: ${stopped}.`);
    expect(stdout).toContain(`of another version of losskit: ${broken}.`);
    await rm(broken, { recursive: true });
    await rm(stopped, { recursive: true });
  });

  test('says where there is none', async () => {
    const { exitCode, stdout } = await runLosskit('runs', join(out, 'runs'));
    expect([exitCode, stdout]).toEqual([
      0,
      `No comparison in ${join(out, 'runs')}. losskit compare writes one into runs/.\n`,
    ]);
    const { exitCode: missing, stderr } = await runLosskit('runs', join(root, 'none'));
    expect([missing, stderr]).toEqual([
      1,
      `losskit: ${join(root, 'none')}: cannot be read: it does not exist.\n`,
    ]);
  });
});
