import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const run = (...folder: string[]) => promisify(execFile)(process.execPath, [script, ...folder]);

test('the network learns to tell the fruits apart with every loss that has a slope', async () => {
  const { stdout } = await run();
  expect(stdout).toContain('apple, pear, orange: 720 training and 300 test pictures');
  const rows = [...stdout.matchAll(/^(\w+) +accuracy (\d\.\d+) {2}log loss (\d+\.\d+)$/gm)];
  const accuracyOf = new Map(rows.map(([, name = '', accuracy]) => [name, Number(accuracy)]));
  expect(accuracyOf.size).toBeGreaterThan(35);
  expect(accuracyOf.get('crossEntropy')).toBeGreaterThan(0.75);
  expect(accuracyOf.get('dice')).toBeGreaterThan(0.7);
  expect(accuracyOf.get('zeroOne')).toBeLessThan(0.6);
}, 240_000);

test('a folder that is not there ends the script with its name', async () => {
  await expect(run('no-such-folder')).rejects.toThrow(/no-such-folder/);
});
