import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A case and a peer that take no second. */
const QUICK = ['step', '--cases', 'batch 32', '--peers', 'hand loop', '--rounds', '2'];

describe('losskit bench', () => {
  test('prints its result as one JSON object, which a later run can be compared with', async () => {
    const { exitCode, stdout, stderr } = await spawnLosskit(['bench', ...QUICK, '--json']);
    expect(exitCode, stderr).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const result = JSON.parse(stdout);
    expect(result.machine.node).toBe(process.versions.node);
    expect(result.cases).toHaveLength(1);
    expect(result.cases[0].peers[0]).toMatchObject({ peer: 'hand loop', elapsed: { repetitions: 2 } });

    // Nothing of losskit's own was timed: a comparison of nothing must not pass.
    const earlier = join(folder, 'earlier.json');
    await writeFile(earlier, stdout);
    const again = await spawnLosskit(['bench', ...QUICK, '--against', earlier]);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('expected cases and peers of this run, got none that can be compared.');
    expect(again.stdout).toContain(
      'step: line, batch 32 (a line, batches of 32 rows, squared error, SGD; one thread)',
    );
  });

  test.each([
    [['stepp'], /expected suites out of step, .* \(did you mean 'step'\?\)/],
    [['step', '--threads', '3'], /--threads/],
    [['step', '--rounds', '0'], /--rounds: expected a whole number from 1 to 1000, got '0'/],
    [['step', '--cases', ','], /--cases: expected names separated by commas/],
  ])('refuses %j as wrong use', async (words, message) => {
    const { exitCode, stderr } = await runLosskit('bench', ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('reads the earlier result before it takes the time of a run', async () => {
    const { exitCode, stdout, stderr } = await runLosskit('bench', '--against', join(folder, 'none.json'));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('none.json');
  });
});
