import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type Fault, failEveryOperation, faultFileSystem } from '@losskit/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { nodeFileSystem } from './FileSystem.ts';
import { writeWholeFile } from './writeWholeFile.ts';

const OLD = 'the old content';
const NEW = 'the new content, which is longer';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-files-'));
  path = join(folder, 'result.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** What a rejected promise was rejected with. */
function failureOf(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function expectUnwritable(error: unknown, reason: string): void {
  expect(error).toBeInstanceOf(LosskitError);
  expect(error).toMatchObject({
    code: 'file-unwritable',
    message: `${path}: cannot be written: ${reason}.`,
    location: { file: path },
  });
}

test('writes text and bytes, over an old file too', async () => {
  await writeWholeFile(path, OLD);
  await writeWholeFile(path, new TextEncoder().encode('näh ✓'));
  expect(await readFile(path, 'utf8')).toBe('näh ✓');
  await writeWholeFile(path, '');
  expect(await readFile(path, 'utf8')).toBe('');
  expect(await readdir(folder)).toEqual(['result.json']);
});

test('makes missing folders', async () => {
  await writeWholeFile(join(folder, 'a', 'b', 'c.txt'), NEW);
  expect(await readFile(join(folder, 'a', 'b', 'c.txt'), 'utf8')).toBe(NEW);
});

test('the bytes are on the disk before the name is, and the name before the call returns', async () => {
  const files = faultFileSystem(nodeFileSystem);
  await writeWholeFile(path, NEW, files);
  expect(files.operations.join()).toBe('makeFolder,openForWriting,write,sync,close,rename,syncFolder');
});

test('concurrent writes of one file leave one of them whole', async () => {
  const contents = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(1000));
  await Promise.all(contents.map((content) => writeWholeFile(path, content)));
  expect(contents).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['result.json']);
});

describe('whichever operation fails, the old content or the new one stands complete', () => {
  const faults: [string, Omit<Fault, 'at'>][] = [
    ['once', {}],
    ['once, its work done', { takesEffect: true }],
    ['for ever', { forever: true }],
    ['once, one byte a write', { bytesPerWrite: 1 }],
    ['for ever, one byte a write', { forever: true, bytesPerWrite: 1 }],
  ];

  test.each(faults)('%s', async (_, fault) => {
    const outcomes: string[] = [];
    const failures = await failEveryOperation(nodeFileSystem, fault, async (files) => {
      await writeFile(path, OLD);
      const error = await failureOf(writeWholeFile(path, NEW, files));
      const content = await readFile(path, 'utf8');
      if (files.failed === undefined) {
        expect(error).toBeUndefined();
        expect(content).toBe(NEW);
        return;
      }
      expectUnwritable(error, `EIO: i/o error, ${files.failed}`);
      expect([OLD, NEW]).toContain(content);
      outcomes.push(content);

      const leftovers = (await readdir(folder)).filter((name) => name !== 'result.json');
      // When removing fails as well, a leftover cannot be helped.
      if (!fault.forever) expect(leftovers).toEqual([]);
      for (const name of leftovers) await rm(join(folder, name));
    });
    const writes = fault.bytesPerWrite === 1 ? NEW.length : 1;
    expect(failures).toBe(6 + writes);
    // Only a rename that happened can bring the new content.
    expect(outcomes.filter((content) => content === NEW)).toHaveLength(fault.takesEffect ? 2 : 1);
  });

  test('and a file that was not there is not there, or complete', async () => {
    await failEveryOperation(nodeFileSystem, {}, async (files) => {
      await rm(path, { force: true });
      await failureOf(writeWholeFile(path, NEW, files));
      const names = await readdir(folder);
      if (names.length === 0) return;
      expect(names).toEqual(['result.json']);
      expect(await readFile(path, 'utf8')).toBe(NEW);
    });
  });
});

test('a disk that takes no more bytes is an error, not an endless loop', async () => {
  await writeFile(path, OLD);
  const files = faultFileSystem(nodeFileSystem, { bytesPerWrite: 0 });
  expectUnwritable(await failureOf(writeWholeFile(path, NEW, files)), 'the disk took no more bytes');
  expect(await readFile(path, 'utf8')).toBe(OLD);
  expect(await readdir(folder)).toEqual(['result.json']);
});

test('a folder in the place of the file is named as the reason and left alone', async () => {
  await mkdir(join(path, 'inner'), { recursive: true });
  expectUnwritable(await failureOf(writeWholeFile(path, NEW)), 'it is a folder, not a file');
  expect(await readdir(folder)).toEqual(['result.json']);
});

test('a folder that takes no new ones gives an error and not an endless try', async (context) => {
  if (process.platform !== 'linux') context.skip('/proc is on Linux');
  await expect(writeWholeFile('/proc/losskit/result.json', NEW)).rejects.toThrow('cannot be written');
});

test('a file in the place of the folder is named as the reason', async () => {
  await writeFile(path, OLD);
  const inside = join(path, 'inner.json');
  await expect(writeWholeFile(inside, NEW)).rejects.toThrow(
    `${inside}: cannot be written: a file of that name is in the way.`,
  );
  const deeper = join(path, 'inner', 'deeper.json');
  await expect(writeWholeFile(deeper, NEW)).rejects.toThrow(
    `${deeper}: cannot be written: a part of the path is a file, not a folder.`,
  );
  expect(await readFile(path, 'utf8')).toBe(OLD);
});
