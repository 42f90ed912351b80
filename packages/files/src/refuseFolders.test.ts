import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { refuseFolders } from './refuseFolders.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-refuse-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder where a file is to be is refused in one sentence, a file and other folders are not', async () => {
  await writeFile(join(folder, 'report.html'), '');
  await mkdir(join(folder, 'runs'));
  await refuseFolders(folder, ['report.html', 'missing.json']);
  await refuseFolders(join(folder, 'missing'), ['report.html']);
  await mkdir(join(folder, 'result.json'));
  await expect(refuseFolders(folder, ['report.html', 'result.json'])).rejects.toMatchObject({
    code: 'file-unwritable',
    message: `${join(folder, 'result.json')}: cannot be written: it is a folder, not a file.`,
  });
});

test('so is a link to one', async () => {
  await mkdir(join(folder, 'elsewhere'));
  await symlink('elsewhere', join(folder, 'result.json'));
  await expect(refuseFolders(folder, ['result.json'])).rejects.toMatchObject({ code: 'file-unwritable' });
});
