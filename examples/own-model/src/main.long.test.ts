import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

test('a recurrent network is led astray by outliers with squares, and not with absolute errors', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toMatch(/^1\. (meanAbsoluteError|huber:delta=0\.2)/m);
  expect(stdout).toMatch(/^3\. meanSquaredError +RMSE 0\.\d+ {2}worse$/m);
}, 240_000);
