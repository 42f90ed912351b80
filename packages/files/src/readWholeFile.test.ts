import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultFileSystem } from '@losskit/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { nodeFileSystem } from './FileSystem.ts';
import { readWholeFile, readWholeFolder } from './readWholeFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('reads the bytes of a file', async () => {
  await writeFile(join(folder, 'data.bin'), Uint8Array.of(0, 255, 7));
  expect([...(await readWholeFile(join(folder, 'data.bin')))]).toEqual([0, 255, 7]);
});

test('lists a folder in code-unit order, with links to folders as folders', async () => {
  for (const name of ['b', 'B', 'ä', '10', '9']) await writeFile(join(folder, name), '');
  await mkdir(join(folder, 'apple'));
  await symlink(join(folder, 'apple'), join(folder, 'pear'));
  await symlink(join(folder, 'b'), join(folder, 'orange'));
  await symlink(join(folder, 'nowhere'), join(folder, 'broken'));
  expect(await readWholeFolder(folder)).toEqual([
    { name: '10', isFolder: false },
    { name: '9', isFolder: false },
    { name: 'B', isFolder: false },
    { name: 'apple', isFolder: true },
    { name: 'b', isFolder: false },
    { name: 'broken', isFolder: false },
    { name: 'orange', isFolder: false },
    { name: 'pear', isFolder: true },
    { name: 'ä', isFolder: false },
  ]);
});

test.each([
  ['a file', readWholeFile],
  ['a folder', readWholeFolder],
])('%s that is missing or cannot be read is one sentence with a code', async (_, read) => {
  const path = join(folder, 'missing');
  await expect(read(path)).rejects.toMatchObject({
    name: 'LosskitError',
    code: 'file-missing',
    message: `${path}: cannot be read: it does not exist.`,
    location: { file: path },
  });
  const operation = read === readWholeFile ? 'openForReading' : 'readFolder';
  await expect(read(path, faultFileSystem(nodeFileSystem, { at: 1 }))).rejects.toMatchObject({
    name: 'LosskitError',
    code: 'file-unreadable',
    message: `${path}: cannot be read: EIO: i/o error, ${operation}.`,
    location: { file: path },
  });
});

test('a folder read as a file and a file read as a folder say so', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(readWholeFile(folder)).rejects.toThrow(
    `${folder}: cannot be read: it is a folder, not a file.`,
  );
  await expect(readWholeFolder(join(folder, 'file'))).rejects.toThrow(
    `${join(folder, 'file')}: cannot be read: a part of the path is a file, not a folder.`,
  );
});

describe.skipIf(process.platform === 'win32')('what is no file is refused before it is read', () => {
  test.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a device', (path: string) => symlink('/dev/zero', path)],
    ['a device', (path: string) => symlink('/dev/null', path)],
    ['a folder', (path: string) => mkdir(path)],
  ])('%s', async (what, make) => {
    const path = join(folder, 'data.csv');
    await make(path);
    const message = `${path}: cannot be read: it is ${what}, not a file.`;
    await expect(readWholeFile(path)).rejects.toMatchObject({ code: 'file-unreadable', message });
  });

  test('a socket', async () => {
    const path = join(folder, 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    try {
      await expect(readWholeFile(path)).rejects.toThrow(
        `${path}: cannot be read: it is a socket, not a file.`,
      );
    } finally {
      server.close();
    }
  });

  test('a pipe, also where it is not reached through links', async () => {
    const path = join(folder, 'data.csv');
    execFileSync('mkfifo', [path]);
    await expect(nodeFileSystem.openForReading(path, { followLink: false })).rejects.toThrow('it is a pipe');
  });
});

test('a file that is larger than any setting or picture is refused by its size', async () => {
  const path = join(folder, 'sparse');
  await writeFile(path, '');
  await truncate(path, 2 ** 40);
  await expect(readWholeFile(path)).rejects.toMatchObject({
    code: 'file-too-large',
    message: `${path}: expected a file of at most 256 MiB, got 1048576 MiB.`,
  });
});
