import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comparison } from '@losskit/study';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Outcome, runLosskit } from '../../fixtures/runLosskit.ts';

/** A line that takes a few steps to learn. */
const STEEP = `${fileURLToPath(new URL('../../fixtures/tasks/lines.task.ts', import.meta.url))}#steep`;

let folder = '';
let earlier: Comparison;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-compare-'));
  const { stdout } = await compareLosses('--json', '--out', join(folder, 'first'));
  earlier = JSON.parse(stdout);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** The same comparison each time. */
function compareLosses(...words: string[]): Promise<Outcome> {
  const settings = ['--losses', 'mse,mae', '--seeds', '3', '--jobs', '1', '--backend', 'cpu'];
  return runLosskit('compare', STEEP, ...settings, ...words);
}

/** Compares again, against what an earlier comparison says in this file. */
async function compareWith(name: string, content: object, ...words: string[]): Promise<Outcome> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return compareLosses('--fail-on-regression', file, '--out', join(folder, 'again'), ...words);
}

/** The earlier comparison, with a root mean square error that is lower throughout for one loss, by about so much. */
function withLower(loss: string, by: number): object {
  return {
    ...earlier,
    tasks: earlier.tasks.map((task) => ({
      ...task,
      results: task.results.map((result) => {
        const { rmse } = result.metrics;
        if (result.loss !== loss || !rmse) return result;
        const values = rmse.values.map((value, seed) => (value === null ? null : value - by - seed / 10));
        return { ...result, metrics: { ...result.metrics, rmse: { ...rmse, values } } };
      }),
    })),
  };
}

test('says first which loss to use', async () => {
  const { exitCode, stdout } = await compareLosses('--out', join(folder, 'first'));
  expect(exitCode).toBe(0);
  const [answer, blank, heading] = stdout.split('\n');
  expect(answer?.startsWith(`steep: ${earlier.tasks[0]?.answer}`)).toBe(true);
  expect(blank).toBe('');
  expect(heading).toMatch(/^steep: rmse on the held-out test part, lower is better, margin \d/);
});

describe('--fail-on-regression', () => {
  test('passes where nothing is worse than in the file that it overwrites, and says of how many', async () => {
    const out = join(folder, 'first');
    const file = join(out, 'comparison.json');
    const before = await readFile(file, 'utf8');
    const { exitCode, stdout } = await compareLosses('--out', out, '--fail-on-regression', file);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`\nNothing is worse than in ${file}: 2 losses were compared.\n`);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('exits with 3 where a loss is worse than it was, and says which', async () => {
    const file = join(folder, 'lower.json');
    const { exitCode, stdout, stderr } = await compareWith('lower.json', withLower('meanSquaredError', 3));
    expect(exitCode).toBe(3);
    const [, said = ''] = stdout.split('Report: ');
    expect(said).toContain('meanSquaredError');
    expect(said).not.toContain('meanAbsoluteError');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `losskit: compare: expected no loss to be worse than in ${file}, got 1 of 2 that is.`,
    );
  });

  test('keeps standard output to the JSON', async () => {
    const lower = withLower('meanSquaredError', 3);
    const { exitCode, stdout, stderr } = await compareWith('json.json', lower, '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual(earlier);
    expect(stderr).toMatch(/meanSquaredError.*\nlosskit: compare: expected no loss to be worse/s);
  });

  test('does not pass where the earlier comparison has none of the tasks', async () => {
    const file = join(folder, 'none.json');
    const { exitCode, stderr } = await compareWith('none.json', { ...earlier, tasks: [] });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `losskit: ${file}: expected tasks and losses of this comparison, got none that can be compared.\n`,
    );
  });
});

test('a baseline, a margin and tuned options reach the comparison', async () => {
  const { exitCode, stdout } = await runLosskit(
    ...['compare', STEEP, '--losses', 'mse,huber', '--baseline', 'mse', '--margin', '5%'],
    ...['--tune', 'huber.delta=0.05,1', '--seeds', '2', '--jobs', '1', '--backend', 'cpu'],
    ...['--json', '--out', join(folder, 'options')],
  );
  expect(exitCode).toBe(0);
  const { config, tasks }: Comparison = JSON.parse(stdout);
  expect(config).toMatchObject({
    baseline: 'meanSquaredError',
    margin: '5%',
    tune: { huber: { delta: [0.05, 1] } },
    seeds: [0, 1],
  });
  const huber = tasks[0]?.results.find(({ loss }) => loss.startsWith('huber'));
  expect(huber?.againstBaseline).not.toBeNull();
  expect(new Set(huber?.search.candidates.map(({ loss }) => loss))).toEqual(
    new Set(['huber:delta=0.05', 'huber']),
  );
});
