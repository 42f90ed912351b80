import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { importSameModule, moduleDigest } from './importModule.ts';

const folder = mkdtempSync(join(tmpdir(), 'losskit-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a module is run only if its file is the one that was named', async () => {
  const [file, trace] = [join(folder, 'writes.mjs'), join(folder, 'trace')];
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(trace)}, '');`,
  );
  await expect(importSameModule(file, '0'.repeat(64))).rejects.toMatchObject({
    code: 'module-failed',
    message: `${file}: expected the module that the comparison began with, got another one.`,
  });
  expect(existsSync(trace)).toBe(false);
  await importSameModule(file, await moduleDigest(file));
  expect(existsSync(trace)).toBe(true);
});
