import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

test('the script ranks the losses and counts the statements', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toMatch(/^1\. meanAbsoluteError +\d\.\d+ {2}best$/m);
  expect(stdout).toContain('MAE, c = 3 = 2000.2, MSE, c = 3 = 19988004,');
  expect(stdout).toMatch(/^misprint +14$/m);
}, 300_000);
