import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { CompareOptions } from '../CompareOptions.ts';
import { compare } from '../compare.ts';

const SMALL: CompareOptions = {
  tasks: ['linear'],
  losses: ['mse', 'mae', 'huber:delta=0.2'],
  seeds: 2,
  backend: 'cpu',
  learningRates: [0.3],
  explain: true,
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'losskit-explain-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Compares, and counts the runs that took place. */
async function counted(options: CompareOptions) {
  let runs = 0;
  const study = await compare({
    ...options,
    onProgress() {
      runs += 1;
    },
  });
  return { ...study, count: runs };
}

test('explains the best losses, alike in this process and in two others, and changes nothing else', async () => {
  const here = await counted(SMALL);
  const there = await counted({ ...SMALL, jobs: 2 });
  expect(JSON.stringify(there.comparison)).toBe(JSON.stringify(here.comparison));
  const { explanation, ...result } = here.comparison.tasks[0] ?? {};
  const plain = await counted({ ...SMALL, explain: false });
  expect(plain.comparison.tasks[0]).toEqual(result);
  expect(explanation?.losses).toEqual(here.comparison.tasks[0]?.results.map(({ loss }) => loss));
  expect(explanation?.seed).toBe(0);
  expect(here.count).toBe(plain.count + 3);
  // The models that are looked at are those that were ranked.
  const ranked = here.runs.find(({ loss, seed }) => loss === explanation?.losses[0] && seed === 0);
  expect(explanation?.paths[0]?.metric[0]).toBeCloseTo(ranked?.test.rmse ?? 0, 4);
});

test('what is stored is not made again, unless it is damaged or of other losses', async () => {
  const folder = join(root, 'stored');
  const first = await counted({ ...SMALL, folder });
  const [file = ''] = await readdir(join(folder, 'explanations'));
  expect(file).toMatch(/^linear-\w{12}\.json$/);
  const finished = await counted({ ...SMALL, folder });
  expect(finished.count).toBe(0);
  expect(finished.comparison).toEqual(first.comparison);
  await rm(join(folder, 'finished.json'));
  const again = await counted({ ...SMALL, folder });
  expect(again.count).toBe(first.count - 3);
  expect(again.comparison).toEqual(first.comparison);
  const path = join(folder, 'explanations', file);
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('"topShare": 0.', '"topShare": 0.0'));
  await rm(join(folder, 'finished.json'));
  const mended = await counted({ ...SMALL, folder });
  expect(mended.count).toBe(first.count);
  expect(await readFile(path, 'utf8')).toBe(text);
  const other = await counted({ ...SMALL, losses: ['mse', 'mae'], folder });
  expect(other.comparison.tasks[0]?.explanation?.losses).toHaveLength(2);
});

test('stops while it explains, and goes on where the runs are done', async () => {
  const folder = join(root, 'stopped');
  const { count } = await counted(SMALL);
  const controller = new AbortController();
  let runs = 0;
  const stopped = compare({
    ...SMALL,
    folder,
    signal: controller.signal,
    onProgress() {
      runs += 1;
      if (runs === count - 1) controller.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  const onContinue = vi.fn();
  const study = await compare({ ...SMALL, folder, onContinue });
  expect(onContinue).toHaveBeenCalledOnce();
  expect(study.comparison.tasks[0]?.explanation?.losses).toHaveLength(3);
});

test('a loss that no single row suffices has no curve, and one alone no others', async () => {
  const { comparison } = await compare({
    ...SMALL,
    losses: [
      function wholeBatch(yTrue, yPred) {
        if (yTrue.size < 2) throw new Error('one row');
        return yTrue.sub(yPred).square().mean();
      },
    ],
  });
  const { explanation } = comparison.tasks[0] ?? {};
  expect(comparison.warnings).toBeUndefined();
  expect(explanation?.curves?.lines).toEqual([]);
  expect(explanation?.paths).toEqual([]);
  expect(explanation?.landscape).toBeUndefined();
  expect(explanation?.cosines).toEqual([[1]]);
});

test('refuses what is neither true nor false', async () => {
  const explain: unknown = 'yes';
  await expect(compare(Object.assign({ ...SMALL }, { explain }))).rejects.toThrow(
    "compare: expected explain to be true or false, got 'yes'.",
  );
});
