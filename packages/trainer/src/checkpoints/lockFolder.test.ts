import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '@losskit/files';
import { memoryDisk } from '@losskit/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { lockFolder, type Processes } from './lockFolder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process of which this test says whether it runs. */
function processNumber(pid: number, running: ReadonlySet<number>): Processes {
  return {
    current: () => ({ host: 'here', pid, started: '', token: `token-${pid}` }),
    isRunning: (holder) => running.has(holder.pid),
  };
}

test('the second writer is refused and told who the first is; after the first has gone it may write', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'folder-in-use',
    message: `${join(folder, 'writer.lock')}: expected no other process to write this folder, got process ${process.pid}.`,
  });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  await (await lockFolder(folder)).release();
});

test('a lock of another machine is not taken over, and the file to delete is named', async () => {
  const path = join(folder, 'writer.lock');
  await writeFile(path, 'elsewhere\n1\n\na-token\n');
  await expect(lockFolder(folder)).rejects.toThrow(
    `${path}: expected no other process to write this folder, got process 1 on elsewhere; delete the file if that`,
  );
});

test.each(['', 'nonsense', 'host\nnot a number\n\ntoken\n', '\u0000'.repeat(60)])(
  'a lock that a power cut left as %j is taken over',
  async (content) => {
    await writeFile(join(folder, 'writer.lock'), content);
    const lock = await lockFolder(folder);
    expect(await readdir(folder)).toEqual(['writer.lock']);
    await lock.release();
  },
);

test('a process with the number of a dead one is not taken for it', async (context) => {
  if (process.platform !== 'linux') context.skip('start times are read on Linux');
  const lock = await lockFolder(folder);
  const [name = ''] = await readdir(folder);
  await lock.release();
  const { hostname } = await import('node:os');
  await writeFile(join(folder, name), `${hostname()}\n${process.pid}\n1\nan-older-token\n`);
  await (await lockFolder(folder)).release();
});

test('a lock that could not be removed when it was released keeps nobody out', async () => {
  let isPulledOut = false;
  const remove = async (path: string) => {
    if (isPulledOut) throw new Error('the disk was pulled out');
    await nodeFileSystem.remove(path);
  };
  const lock = await lockFolder(folder, { ...nodeFileSystem, remove });
  isPulledOut = true;
  await expect(lock.release()).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(await readdir(folder)).toEqual(['writer.lock']);
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('what killed processes left half-written is removed, and nothing else', async () => {
  for (const name of ['.a.partial', 'writer.lock-x', 'b.partial', '.c', 'writer.locks'])
    await writeFile(join(folder, name), '');
  await mkdir(join(folder, '.d.partial'));
  await (await lockFolder(folder)).release();
  expect((await readdir(folder)).sort()).toEqual(['.c', '.d.partial', 'b.partial', 'writer.locks']);
});

test('to release a lock that somebody else took over changes nothing', async () => {
  const lock = await lockFolder(folder);
  const path = join(folder, 'writer.lock');
  await writeFile(path, 'elsewhere\n1\n\na-token\n');
  await lock.release();
  expect(await readdir(folder)).toEqual(['writer.lock']);
});

describe('of many that want it at once exactly one gets it', () => {
  test.each(Array.from({ length: 20 }, (_, round) => round))('round %i', async (round) => {
    const disk = memoryDisk();
    const contenders = Array.from({ length: 2 + (round % 5) }, (_, index) => 100 + index);
    const running = new Set(contenders);
    // Every other round begins with the lock of a dead process.
    if (round % 2 === 1) await lockFolder('/run', disk, processNumber(7, running));
    const outcomes = await Promise.allSettled(
      contenders.map((pid) => lockFolder('/run', disk, processNumber(pid, running))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'folder-in-use' });
    }
  });
});
