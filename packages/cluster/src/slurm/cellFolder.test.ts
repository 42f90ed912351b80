import { mkdir, mkdtemp, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { CONTEXT, lostRun, requestOf, runOf } from '../../fixtures/sampleCells.ts';
import { type Cell, cellId } from '../cells/Cell.ts';
import { MAX_RESULT_BYTES } from '../cells/CellResult.ts';
import { readBundle } from './bundle.ts';
import { type CellFolder, openCellFolder } from './cellFolder.ts';

const cells = [0, 1, 2].map((seed): Cell => ({ context: CONTEXT, request: requestOf(seed) }));
const ids = cells.map(cellId);
const [first = expect.unreachable(), second = expect.unreachable()] = cells;
const [firstId = '', secondId = ''] = ids;

let root = '';
let folder: CellFolder;
const refusals: string[] = [];
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'losskit-cells-')), 'cluster');
  refusals.length = 0;
  folder = await openCellFolder(root, 'a context', (reason) => void refusals.push(reason));
});
afterEach(() => rm(join(root, '..'), { recursive: true }));

const find = (id: string) => cells[ids.indexOf(id)];
const found = async () => (await folder.newResults(find)).map(({ id }) => ids.indexOf(id));
const resultFile = (id: string, worker = 'other-1') => join(root, 'results', `${id}.${worker}.json`);

test('a result is found once, under the name of its cell, and in no file is it half', async () => {
  expect(await found()).toEqual([]);
  await folder.addResult(secondId, { worker: 'node 3/7', run: runOf(second.request) });
  expect(await readdir(join(root, 'results'))).toEqual([`${secondId}.node_3_7.json`]);
  expect(await folder.newResults(find)).toMatchObject([{ id: secondId, result: { run: { seconds: 2 } } }]);
  expect(await found()).toEqual([]);
});

test('bundles hold their cells, and are of this comparison in this folder alone', async () => {
  const { name, prefix } = await folder.addBundles([[first, second], cells.slice(2)]);
  expect(await folder.cellsOf(name, 0)).toEqual([firstId, secondId]);
  expect(await folder.cellsOf(name, 1)).toEqual(ids.slice(2));
  expect(await folder.cellsOf(name, 2)).toEqual([]);
  expect(await readBundle(`${prefix}-0.json`)).toEqual({ directory: process.cwd(), cells: [first, second] });
  expect((await folder.addBundles([cells])).name).not.toBe(name);
  expect(folder.isOwn(name)).toBe(true);
  const others = [
    await openCellFolder(root, 'another context', () => {}),
    await openCellFolder(join(root, 'elsewhere'), 'a context', () => {}),
  ];
  expect(others.map((other) => other.isOwn(name))).toEqual([false, false]);
  expect((await openCellFolder(root, 'a context', () => {})).isOwn(name)).toBe(true);
});

test('nobody else can enter the folder', async (context) => {
  if (process.getuid === undefined) context.skip('this system has no modes');
  for (const name of ['', 'bundles', 'results', 'logs'])
    expect((await stat(join(root, name))).mode & 0o777).toBe(0o700);
});

describe('what is no result is refused once, with a reason, and the cell stays open', () => {
  const result = { worker: 'other', run: runOf(first.request) };
  const text = JSON.stringify(result);
  const edited = (change: object) =>
    JSON.stringify({ worker: 'other', run: { ...result.run, record: { ...result.run.record, ...change } } });

  test.each<[string, string, string]>([
    ['an empty file', '', 'a whole file'],
    ['a half-written one', text.slice(0, -20), 'a whole file'],
    ['a path', '"../../../etc/passwd"', 'its form'],
    ['a path as a name', edited({ task: '../../runs' }), 'the task line that was asked for, got ../../runs'],
    ['a prototype', `{"__proto__":{"a":1},${text.slice(1)}`, "other keys than '__proto__'"],
    [
      'a prototype inside',
      text.replace('"curve":[]', '"curve":[],"__proto__":{}'),
      "other keys than '__proto__'",
    ],
    ['another seed', edited({ seed: 1 }), 'the seed 0 that was asked for, got 1'],
    ['code', JSON.stringify({ ...result, code: 'process.exit(1)' }), 'its form'],
    ['many levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'levels'],
  ])('%s', async (_, content, reason) => {
    await writeFile(resultFile(firstId), content);
    expect(await found()).toEqual([]);
    expect(await found()).toEqual([]);
    expect(refusals).toEqual([expect.stringContaining(reason)]);
    expect(refusals[0]).toContain(resultFile(firstId));
    await writeFile(resultFile(firstId), `${text} `);
    expect(await found()).toEqual([0]);
  });

  test('a giant file, without reading it', async () => {
    await writeFile(resultFile(firstId), '');
    await truncate(resultFile(firstId), MAX_RESULT_BYTES + 1);
    expect(await found()).toEqual([]);
    expect(refusals).toEqual([expect.stringContaining('expected a file of at most 16 MiB')]);
  });

  test('a folder, and a link that leads nowhere', async () => {
    await mkdir(resultFile(firstId));
    await symlink(join(root, 'nothing'), resultFile(secondId));
    expect(await found()).toEqual([]);
    expect(refusals).toHaveLength(2);
  });

  test('files of other names and of cells that nobody waits for are left alone', async () => {
    await writeFile(join(root, 'results', 'notes.txt'), text);
    await writeFile(join(root, 'results', `.${firstId}.partial`), text);
    await writeFile(resultFile('f'.repeat(64)), text);
    expect(await found()).toEqual([]);
    expect(refusals).toEqual([]);
  });
});

describe('a second result of a cell', () => {
  test('is the first once more, where the weights are the same', async () => {
    await folder.addResult(firstId, { worker: 'one', run: runOf(first.request, 'same', 1) });
    expect(await found()).toEqual([0]);
    await folder.addResult(firstId, { worker: 'two', run: runOf(first.request, 'same', 2) });
    await expect(folder.newResults(() => undefined)).resolves.toHaveLength(1);
  });

  test('is an error that names both workers, where the weights are others', async () => {
    await folder.addResult(firstId, { worker: 'one', run: runOf(first.request, 'these') });
    expect(await found()).toEqual([0]);
    await folder.addResult(firstId, { worker: 'two', run: runOf(first.request, 'those') });
    await expect(folder.newResults(() => undefined)).rejects.toMatchObject({
      code: 'results-differ',
      message:
        'compare: expected machines that compute the same, got two results of huber on line with seed 0, of one and of two, that differ.',
    });
  });

  test('is none, where the first was lost', async () => {
    await folder.addResult(firstId, { worker: 'one', run: lostRun(first.request) });
    await folder.addResult(firstId, { worker: 'two', run: runOf(first.request) });
    expect(await found()).toEqual([0, 0]);
  });
});
