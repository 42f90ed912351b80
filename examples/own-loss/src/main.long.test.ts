import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

// The script itself ends with an error if nothing was learnt.
test('the script runs as its README says', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toMatch(/order 7[56][\s\S]*order 9[01]/);
}, 240_000);
