import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@losskit/data';
import { randomStream } from '@losskit/random';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runExperiments } from './runExperiments.ts';

const PICTURES = 10;
const SIDE = 32;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'experiments-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A folder of noise in place of photographs: there is little of it, so that training on it is soon done. */
async function writePhotographs(): Promise<string> {
  const photographs = join(folder, 'photographs');
  for (const name of ['apple', 'orange', 'pear']) {
    await mkdir(join(photographs, name), { recursive: true });
    for (let picture = 0; picture < PICTURES; picture++) {
      const stream = randomStream(picture, name);
      const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => stream.uniform(0, 256));
      await writeFile(join(photographs, name, `${picture}.png`), encodePng(pixels, SIDE, SIDE));
    }
  }
  return photographs;
}

test('a stop keeps the runs that were finished, and the same experiments continue there', async () => {
  const stop = new AbortController();
  const options = {
    seeds: 2,
    jobs: 1,
    losses: 'claims',
    photographs: await writePhotographs(),
    epochs: 1,
    pictures: 30,
    steps: 2,
    folder: join(folder, 'study'),
  } as const;
  const stopped = runExperiments({ ...options, signal: stop.signal, onProgress: () => stop.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  expect(await readdir(join(options.folder, 'linear', 'runs'))).toHaveLength(1);

  const continued: string[] = [];
  let task = '';
  const experiments = await runExperiments({
    ...options,
    onBackend: (name) => {
      task = name;
    },
    onContinue: () => continued.push(task),
  });
  expect(continued).toEqual(['linear']);
  expect(await readdir(join(options.folder, 'fruit-bowl', 'runs'))).toHaveLength(6);
  expect(experiments.fruit.origin).toMatchObject({ kind: 'folder', pictures: 3 * PICTURES });
  expect(experiments.bowls.parts).toEqual({ train: 30, validation: 8, test: 10 });
  const { linear, fruit, bowls } = experiments;
  expect([linear, fruit, bowls].map(({ baseline }) => baseline)).toEqual([
    'huber',
    'crossEntropy',
    'crossEntropy',
  ]);
  expect(experiments.studies.unknownFruit.comparison.tasks[0]?.metric).toBe('accuracy');
  expect(bowls.results.map(({ loss }) => loss).toSorted()).toEqual([
    'binaryCrossEntropyWithLogits',
    'binaryFocal',
    'crossEntropy',
  ]);
  expect(
    experiments.unknownFruit.losses.map(({ loss, known, unknown }) => [loss, known.length, unknown.length]),
  ).toEqual([
    ['crossEntropy', 10, 10],
    ['binaryCrossEntropyWithLogits', 10, 10],
  ]);
}, 300_000);
