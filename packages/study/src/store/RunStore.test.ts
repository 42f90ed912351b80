import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWholeFile } from '@losskit/files';
import { type MemoryDisk, memoryDisk } from '@losskit/testing';
import { beforeEach, expect, test } from 'vitest';

import { trialOf } from '../../fixtures/trialOf.ts';
import { unmeasuredRun } from '../execute/unmeasuredRun.ts';
import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { openRunStore } from './RunStore.ts';

const FOLDER = '/out';
const WHAT = 'versions, data, plans';

let disk: MemoryDisk;
let requests: readonly TrialRequest[];
beforeEach(async () => {
  disk = memoryDisk();
  const { request } = await trialOf('linear');
  requests = [0, 1, 2].map((seed) => ({ ...request, seed }));
});

function runOf(request: TrialRequest): ExecutedRun {
  const why = { status: 'failed', code: 'step-failed', reason: `of seed ${request.seed}` } as const;
  return unmeasuredRun(request, why, 0.25);
}

/** An interrupted comparison with these runs, and the paths of its files. */
async function interrupted(of = requests, what = WHAT): Promise<string[]> {
  const before = new Set(disk.contents().keys());
  const store = await openRunStore(FOLDER, what, disk);
  for (const request of of) await store.save(request, runOf(request));
  await store.close();
  return [...disk.contents().keys()].filter((path) => path.includes('/runs/') && !before.has(path)).sort();
}

async function textOf(path: string): Promise<string> {
  return new TextDecoder().decode(await readWholeFile(path, disk));
}

async function write(path: string, text: string): Promise<void> {
  const file = await disk.openForWriting(path);
  await file.write(new TextEncoder().encode(text));
  await file.close();
}

/** What the store has of each request, and what it says of its files. */
async function reopened(what = WHAT) {
  const store = await openRunStore(FOLDER, what, disk);
  const found = await Promise.all(
    requests.map(async (request) => (await store.find(request))?.record.reason),
  );
  await store.close();
  return { found, usable: store.usable, unusable: store.unusable.map(({ reason }) => reason) };
}

const ALL = ['of seed 0', 'of seed 1', 'of seed 2'];

test('what was saved is found again, by its request', async () => {
  await interrupted();
  expect(await reopened()).toEqual({ found: ALL, usable: 3, unusable: [] });
});

test('a finished comparison keeps the runs that it used or saved, and these are found again', async () => {
  await interrupted();
  const store = await openRunStore(FOLDER, WHAT, disk);
  const [found, saved] = requests;
  if (!found || !saved) throw new Error('expected requests');
  await store.find(found);
  await store.save(saved, runOf(saved));
  await store.finish();
  await store.close();
  const left = [...disk.contents().keys()];
  expect(left).toHaveLength(2);
  for (const path of left)
    expect(path).toMatch(/^\/out\/runs\/linear-meanSquaredError-seed[01]-[0-9a-f]{12}\.json$/);
  expect(await reopened()).toEqual({ found: [...ALL.slice(0, 2), undefined], usable: 2, unusable: [] });
});

test('what a finished comparison has left of another, or damaged, is nobody’s concern', async () => {
  const [first = ''] = await interrupted();
  await disk.remove(join(FOLDER, 'unfinished.json'));
  await write(first, '');
  expect(await reopened()).toEqual({ found: [undefined, ...ALL.slice(1)], usable: 2, unusable: [] });
  await disk.remove(join(FOLDER, 'unfinished.json'));
  expect(await reopened('other data')).toMatchObject({ usable: 0, unusable: [] });
});

test.each<[string, string, (text: string) => string]>([
  ['cut off', 'damaged', (text) => text.slice(0, -3)],
  ['empty', 'damaged', () => ''],
  ['zeros', 'damaged', (text) => '\0'.repeat(text.length)],
  ['another number', 'damaged', (text) => text.replace('0.25', '0.35')],
  ['another word', 'damaged', (text) => text.replace('of seed 0', 'of seed 9')],
  [
    'another digest',
    'damaged',
    (text) => text.replace(/(?<="digest": ")./, (digit) => (digit === 'a' ? 'b' : 'a')),
  ],
  [
    'another request',
    'damaged',
    (text) => text.replace(/(?<="request": ")./, (digit) => (digit === 'a' ? 'b' : 'a')),
  ],
  [
    'another context',
    'damaged',
    (text) => text.replace(/(?<="context": ")./, (digit) => (digit === 'a' ? 'b' : 'a')),
  ],
  ['something added', 'damaged', (text) => text.replace('{', '{"more": 1,')],
  ['no run', 'damaged', () => '{"context":"","request":"","digest":"","run":{}}'],
])('%s: the run is not used, the others are', async (_, reason, damage) => {
  const [first = ''] = await interrupted();
  await write(first, damage(await textOf(first)));
  expect(await reopened()).toEqual({ found: [undefined, ...ALL.slice(1)], usable: 2, unusable: [reason] });
});

test('runs that are swapped or copied are not used, and nothing takes another’s place', async () => {
  const [first = '', second = '', third = ''] = await interrupted();
  const texts = [await textOf(first), await textOf(second)];
  await write(first, texts[1] ?? '');
  expect(await reopened()).toEqual({
    found: [undefined, ...ALL.slice(1)],
    usable: 2,
    unusable: ['in the place of another'],
  });
  await write(second, texts[0] ?? '');
  await write(third, texts[0] ?? '');
  expect(await reopened()).toEqual({
    found: [undefined, undefined, undefined],
    usable: 0,
    unusable: ['in the place of another', 'in the place of another', 'in the place of another'],
  });
});

test('runs of another comparison are not used, even with a name that fits', async () => {
  await interrupted(requests.slice(0, 2), 'other data');
  expect(await reopened()).toEqual({
    found: [undefined, undefined, undefined],
    usable: 0,
    unusable: ['of another comparison', 'of another comparison'],
  });
  // They are still there for the comparison that they are of.
  expect(await reopened('other data')).toMatchObject({ usable: 2, unusable: [] });
});

test('every part of a request decides which run is found', async () => {
  await interrupted();
  const store = await openRunStore(FOLDER, WHAT, disk);
  const [request] = requests;
  if (!request) throw new Error('expected a request');
  for (const change of [
    { loss: 'huber' },
    { learningRate: 0.04 },
    { backend: 'wasm' },
    { epochs: 5 },
    { batchSize: 32 },
    { evaluateBy: ['huber'] },
    { pictures: true },
    { rowShapes: '[2] to [1]' },
    { reference: { from: 'built-in', name: 'fruit' } },
  ] as const) {
    expect(await store.find({ ...request, ...change })).toBeUndefined();
  }
  expect(await store.find({ ...request })).toBeDefined();
  await store.close();
});

test('a folder with the name of a run is set aside, also where the comparison was finished', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'losskit-store-'));
  try {
    const name = join(folder, 'runs', 'linear-x.json');
    for (const round of [1, 2]) {
      await mkdir(name, { recursive: true });
      await writeFile(join(name, 'own.txt'), 'mine');
      const store = await openRunStore(folder, WHAT);
      expect(store.unusable).toEqual([{ path: name, reason: 'a folder' }]);
      await store.finish();
      await store.close();
      expect(await readdir(`${name}.replaced-${round}`)).toEqual(['own.txt']);
    }
    expect(await readdir(folder)).toEqual(['runs']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each(['unfinished.json', 'finished.json', 'comparison.json', 'previews.json', 'timings.json'])(
  'a folder called %s is refused in one sentence, and the next one is let in',
  async (name) => {
    await disk.makeFolder(join(FOLDER, name));
    await expect(openRunStore(FOLDER, WHAT, disk)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: `${join(FOLDER, name)}: cannot be written: it is a folder, not a file.`,
    });
    expect([...disk.contents().keys()]).toEqual([]);
  },
);

test('whoever comes while it is open is refused, and let in after it is closed', async () => {
  const store = await openRunStore(FOLDER, WHAT, disk);
  await expect(openRunStore(FOLDER, 'anything', disk)).rejects.toMatchObject({ code: 'folder-in-use' });
  await store.close();
  await (await openRunStore(FOLDER, 'anything', disk)).close();
});

test('what a killed process had half-written is removed', async () => {
  await disk.makeFolder(join(FOLDER, 'runs'));
  await write(join(FOLDER, 'runs', '.a.partial'), '');
  await write(join(FOLDER, '.b.partial'), '');
  await (await openRunStore(FOLDER, WHAT, disk)).close();
  expect([...disk.contents().keys()]).toEqual(['/out/unfinished.json']);
});

test.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO'])(
  'a disk that fails with %s loses one run: what was stored stays, and no lock',
  async (code) => {
    const [first, second] = requests;
    if (!first || !second) throw new Error('expected requests');
    await interrupted([first]);
    let isFull = false;
    const openForWriting = (path: string) => {
      if (isFull) throw Object.assign(new Error(code), { code, syscall: 'open' });
      return disk.openForWriting(path);
    };
    const store = await openRunStore(FOLDER, WHAT, { ...disk, openForWriting });
    isFull = true;
    await expect(store.save(second, runOf(second))).rejects.toMatchObject({ code: 'file-unwritable' });
    await store.close();
    expect(await reopened()).toEqual({ found: [ALL[0], undefined, undefined], usable: 1, unusable: [] });
  },
);
