import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-eval-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

describe('losskit eval', () => {
  test('answers a file line by line, in order, and fails when a line was bad', async () => {
    const path = join(folder, 'lines.jsonl');
    const lines = [
      '{"id": 1, "loss": "huber", "inputs": [[0, 0], [0.5, 3]], "options": {"reduction": "none"}}\r',
      '',
      'not json',
      '{"id": "last", "loss": "mae", "inputs": [0, 2]}',
    ];
    await writeFile(path, lines.join('\n'));
    const { exitCode, stdout, stderr } = await runLosskit('eval', '--input', path);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        id: 1,
        value: [0.125, 2.5],
        gradients: [
          [-0.5, -1],
          [0.5, 1],
        ],
      },
      { id: null, error: { code: 'line-malformed', message: "line 3: expected JSON, got 'not json'." } },
      { id: 'last', value: 2, gradients: [-1, 1] },
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('losskit: eval: expected every line to be right, got 1 of 3 that are not.\n');
    await writeFile(path, `${lines[0]}\n`);
    expect(await runLosskit('eval', '--input', path)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('says which file it cannot read', async () => {
    const path = join(folder, 'missing.jsonl');
    const stderr = `losskit: ${path}: cannot be read: it does not exist.\n`;
    expect(await runLosskit('eval', '--input', path)).toEqual({ exitCode: 1, stdout: '', stderr });
    expect(await runLosskit('eval', '--input', folder)).toMatchObject({
      exitCode: 1,
      stderr: `losskit: ${folder}: cannot be read: it is a folder, not a file.\n`,
    });
  });

  test('reads standard input as it comes, and ends when nobody reads the answers any more', async () => {
    const child = spawn(process.execPath, [MAIN, 'eval'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    const line = '{"id":1,"loss":"mse","inputs":[[1],[3]]}\n';
    child.stdin.write(line);
    const first = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(`${data}`)),
    );
    expect(first).toBe('{"id":1,"value":4,"gradients":[[-4],[4]]}\n');
    child.stdout.destroy();
    // Its input goes on.
    child.stdin.write(line.repeat(100));
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});
