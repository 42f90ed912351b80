import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '@losskit/files';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { failEveryOperation, faultFileSystem } from './faultFileSystem.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-fault-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function writeGreeting(files: FileSystem): Promise<void> {
  const file = await files.openForWriting(join(folder, 'greeting'));
  try {
    await file.write(new TextEncoder().encode('hello'));
  } finally {
    await file.close();
  }
}

test('without a fault everything passes through and is written down', async () => {
  const files = faultFileSystem(nodeFileSystem);
  await files.makeFolder(join(folder, 'inner'));
  await writeGreeting(files);
  await files.rename(join(folder, 'greeting'), join(folder, 'inner', 'greeting'));
  await files.syncFolder(join(folder, 'inner'));
  expect(await files.readFolder(folder)).toEqual([{ name: 'inner', isFolder: true }]);
  const file = await files.openForReading(join(folder, 'inner', 'greeting'));
  expect(new TextDecoder().decode(await file.read(0, file.size))).toBe('hello');
  await file.close();
  await files.remove(join(folder, 'inner', 'greeting'));
  expect(await readdir(join(folder, 'inner'))).toEqual([]);
  expect(files.operations.join()).toBe(
    'makeFolder,openForWriting,write,close,rename,syncFolder,readFolder,openForReading,read,close,remove',
  );
  expect(files.failed).toBeUndefined();
});

test('the operation chosen fails before it does anything', async () => {
  const files = faultFileSystem(nodeFileSystem, { at: 1 });
  await expect(writeGreeting(files)).rejects.toMatchObject({ code: 'EIO' });
  expect(files.failed).toBe('openForWriting');
  expect(await readdir(folder)).toEqual([]);
  await writeGreeting(files);
  expect(await readdir(folder)).toEqual(['greeting']);
});

test('with takesEffect it fails after its work is done', async () => {
  const files = faultFileSystem(nodeFileSystem, { at: 2, takesEffect: true });
  await expect(writeGreeting(files)).rejects.toThrow('EIO: i/o error, write');
  expect(await readFile(join(folder, 'greeting'), 'utf8')).toBe('hello');
});

test('with forever nothing works afterwards', async () => {
  const files = faultFileSystem(nodeFileSystem, { at: 2, forever: true });
  await expect(writeGreeting(files)).rejects.toThrow('EIO: i/o error, close');
  await expect(files.readFolder(folder)).rejects.toThrow('EIO: i/o error, readFolder');
});

test.each([0, 1, 3, 5, 9])('a write takes at most %i bytes', async (bytesPerWrite) => {
  const file = await faultFileSystem(nodeFileSystem, { bytesPerWrite }).openForWriting(
    join(folder, 'greeting'),
  );
  expect(await file.write(new TextEncoder().encode('hello'))).toBe(Math.min(5, bytesPerWrite));
  await file.close();
});

test('every operation fails once, and then a run meets no fault', async () => {
  const met: string[] = [];
  const failures = await failEveryOperation(nodeFileSystem, {}, async (files) => {
    const outcome = await writeGreeting(files).then(
      () => 'done',
      (error: Error) => error.message,
    );
    met.push(outcome);
  });
  expect(failures).toBe(3);
  expect(met).toEqual([
    'EIO: i/o error, openForWriting',
    'EIO: i/o error, write',
    'EIO: i/o error, close',
    'done',
  ]);
});
