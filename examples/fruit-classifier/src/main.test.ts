import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const run = (...folder: string[]) => promisify(execFile)(process.execPath, [script, ...folder]);

test('the network learns to tell the fruits apart, and a second run prints the same', async () => {
  const { stdout } = await run();
  expect(stdout).toContain('apple, pear, orange: 720 training and 300 test pictures');
  expect(Number(/accuracy (\d\.\d+)/.exec(stdout)?.[1])).toBeGreaterThan(0.8);
  expect((await run()).stdout).toBe(stdout);
});

test('a folder that is not there ends the script with its name', async () => {
  await expect(run('no-such-folder')).rejects.toThrow(/no-such-folder/);
});
