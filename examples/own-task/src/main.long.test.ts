import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));

test('penguins are told apart with every loss, one of one’s own included', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  for (const loss of [
    'crossEntropy',
    'categoricalFocal:gamma=0.5',
    'categoricalFocal:gamma=5',
    'hellinger',
  ]) {
    expect(stdout).toMatch(new RegExp(`^\\d\\. ${loss} +accuracy 0\\.9\\d+ `, 'm'));
  }
  expect(stdout).toContain('Without looking at a penguin: 0.4');
}, 240_000);
