import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { benchResultOf, timedPeer } from '../../fixtures/benchResult.ts';
import { readBenchResult } from './readBenchResult.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, 'result.json');
  await writeFile(file, text);
  return readBenchResult(file);
}

test('an earlier result is read as it was printed', async () => {
  const result = benchResultOf([timedPeer('losskit step', 1)]);
  expect(await read(JSON.stringify(result))).toEqual(result);
});

test('what is no result is refused, with the place', async () => {
  await expect(read('')).rejects.toThrow(
    /expected what losskit bench --json prints, got something else; run the bench again/,
  );
  await expect(read('{"version": 2}')).rejects.toThrow('got something else at version');
  await expect(readBenchResult(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-missing' });
});
