import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spawnLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('losskit compare in a process of its own', () => {
  const words = (out: string) =>
    ['compare', 'linear', '--epochs', '1', '--seeds', '2', '--losses', 'mse,mae'].concat('--out', out);

  test('prints one object, the same bytes twice, and writes it beside a report', async () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    const one = await spawnLosskit([...words(first), '--json']);
    const two = await spawnLosskit([...words(second), '--json', '--jobs', '1']);
    expect(one.exitCode).toBe(0);
    expect(two.stdout).toBe(one.stdout);

    const estimate = {
      mean: expect.any(Number),
      median: expect.any(Number),
      low: expect.any(Number),
      high: expect.any(Number),
      values: [expect.any(Number), expect.any(Number)],
    };
    const result = expect.objectContaining({
      loss: expect.stringMatching(/^mean(Squared|Absolute)Error$/),
      verdict: expect.any(String),
      learningRate: expect.any(Number),
      metrics: {
        rmse: estimate,
        meanAbsoluteError: estimate,
        medianAbsoluteError: estimate,
        rSquared: estimate,
      },
    });
    const comparison: unknown = JSON.parse(one.stdout);
    expect(comparison).toEqual({
      version: 2,
      config: expect.objectContaining({ losses: ['meanSquaredError', 'meanAbsoluteError'], seeds: [0, 1] }),
      tasks: [
        expect.objectContaining({
          task: 'linear',
          metric: 'rmse',
          higherIsBetter: false,
          results: [result, result],
        }),
      ],
    });
    expect(comparison).toMatchObject({ tasks: [{ results: [{ rank: 1 }, { rank: 2 }] }] });

    expect((await readdir(first)).sort()).toEqual([
      'command.txt',
      'comparison.json',
      'finished.json',
      'previews.json',
      'report.html',
      'runs',
      'runs.csv',
      'timings.json',
    ]);
    expect(JSON.parse(await readFile(join(first, 'comparison.json'), 'utf8'))).toEqual(comparison);
    const report = await readFile(join(first, 'report.html'), 'utf8');
    expect(report).toContain('meanSquaredError');
    expect(report).toContain('meanAbsoluteError');
  });

  test('prints answer and table without colours into a pipe, and where the report is', async () => {
    const out = join(folder, 'table');
    const { stdout } = await spawnLosskit(words(out));
    expect(stdout).toMatch(
      /^linear: .+\n\nlinear: rmse on the held-out test part, lower is better.*\n +loss +rmse +verdict/,
    );
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain(`Report: ${join(out, 'report.html')}`);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('stops on %s with %i, says how to continue, and continues', async (signal, code) => {
    const out = join(folder, signal);
    const long = ['compare', 'linear', '--seeds', '2', '--epochs', '60', '--losses', 'mse,mae', '--out', out];
    let sent = false;
    const stopped = await spawnLosskit(long, (child, stderr) => {
      if (sent || !stderr.includes('runs)')) return;
      sent = true;
      child.kill(signal);
    });
    expect(stopped.exitCode).toBe(code);
    expect(stopped.stdout).toBe('');
    expect(stopped.stderr).toContain(
      `Stopped. What is done is kept: the same command with --out ${out} continues there.\n`,
    );
    expect(stopped.stderr).not.toContain('    at ');
    expect((await readdir(join(out, 'runs'))).filter((name) => name.endsWith('.partial'))).toEqual([]);

    const continued = await spawnLosskit(long);
    expect(continued.exitCode).toBe(0);
    expect(continued.stderr).toContain(
      `Continuing the comparison in ${out}: what it has trained already is used.\n`,
    );
  });
});
