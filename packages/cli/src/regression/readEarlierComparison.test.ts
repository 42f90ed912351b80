import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { comparison } from '../../fixtures/comparison.ts';
import { readEarlierComparison } from './readEarlierComparison.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-earlier-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readText(text: string): Promise<unknown> {
  const file = join(folder, 'earlier.json');
  await writeFile(file, text);
  return readEarlierComparison(file);
}

test('reads what compare --json prints', async () => {
  expect(await readText(`${JSON.stringify(comparison())}\n`)).toMatchObject({
    version: 2,
    config: { seeds: [0, 1] },
    tasks: [{ task: 'linear', metric: 'rmse' }],
  });
});

const PRINTED = 'expected what losskit compare --json prints, got';
const REMEDY = 'make it anew with losskit compare --json of this version.';

test.each([
  ['nothing', '', `${PRINTED} an empty file.`],
  ['no JSON', '{"version": 2,', `${PRINTED} text that is not JSON.`],
  ['an array', '[]', `${PRINTED} []; ${REMEDY}`],
  ['the JSON of another command', '{"task": "linear"}', `${PRINTED} undefined as version; ${REMEDY}`],
  [
    'a damaged part',
    '{"version": 2, "config": {"seeds": ["0"], "tasks": []}, "tasks": []}',
    `${PRINTED} '0' as config.seeds.0; ${REMEDY}`,
  ],
  ['another version', '{"version": 1, "tasks": []}', `expected version 2 of the format, got 1; ${REMEDY}`],
])('a file that holds %s is refused with its name', async (_, text, sentence) => {
  await expect(readText(text)).rejects.toMatchObject({
    code: 'data-malformed',
    message: `${join(folder, 'earlier.json')}: ${sentence}`,
  });
});

test('a file that is missing, and a folder, are refused', async () => {
  const missing = join(folder, 'missing.json');
  await expect(readEarlierComparison(missing)).rejects.toMatchObject({
    code: 'file-missing',
    message: `${missing}: cannot be read: it does not exist.`,
  });
  await expect(readEarlierComparison(folder)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: `${folder}: cannot be read: it is a folder, not a file.`,
  });
});
