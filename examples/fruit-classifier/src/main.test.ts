import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

test('a missing folder ends the script with its name', async () => {
  const run = promisify(execFile)(process.execPath, [script, 'no-such-folder']);
  await expect(run).rejects.toThrow(/no-such-folder/);
});
