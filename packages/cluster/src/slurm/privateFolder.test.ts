import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { privateFolder } from './privateFolder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-private-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made so that nobody else can enter it, and is taken as it is the next time', async () => {
  const path = join(folder, 'a', 'cluster');
  await privateFolder(path);
  await privateFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test('one that others can enter is refused, with what to do', async (context) => {
  if (process.getuid === undefined) context.skip('this system has no modes');
  const path = join(folder, 'open');
  await mkdir(path);
  await chmod(path, 0o750);
  await expect(privateFolder(path)).rejects.toMatchObject({
    code: 'folder-not-private',
    message: `${path}: expected a folder of yours that nobody else can enter (mode 700), got one of mode 750; change that, or name another folder with --out.`,
  });
});

test('a link to a folder and a file are refused', async () => {
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'elsewhere'), { mode: 0o700 });
  await symlink(join(folder, 'elsewhere'), join(folder, 'link'));
  for (const name of ['file', 'link'])
    await expect(privateFolder(join(folder, name))).rejects.toThrow('got something else');
});
