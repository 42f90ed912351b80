// @ts-check

import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomStream } from '@losskit/random';
import { compare } from '@losskit/study';

import { checkWhole, inFolder } from './comparisons.mjs';
import { counting } from './outcome.mjs';
import { eachOf } from './run-child.mjs';
import { SMALL_COMPARISON } from './small-comparison.mjs';

/** @typedef {import('@losskit/random').RandomStream} RandomStream */

/**
 * What is done to a file, with another run of the comparison and one of another comparison beside it, and why it is then not used;
 * undefined where it still says the same, or is gone.
 *
 * @type {readonly [string, string | undefined, (path: string, other: string, foreign: string, random: RandomStream) => Promise<unknown>][]}
 */
const DAMAGES = [
  [
    'cut off',
    'damaged',
    async (path, _, __, random) => {
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, random.integer(bytes.length - 2)));
    },
  ],
  ['empty', 'damaged', (path) => writeFile(path, '')],
  ['zeros', 'damaged', async (path) => writeFile(path, new Uint8Array((await readFile(path)).length))],
  [
    'another digit',
    'damaged',
    async (path) => {
      const text = await readFile(path, 'utf8');
      await writeFile(
        path,
        text.replace(/("seconds": )\d/, (_, name) => `${name}9`).replace(/("steps": )\d/, '$19'),
      );
    },
  ],
  [
    'two files',
    'damaged',
    async (path) => {
      const text = await readFile(path, 'utf8');
      await writeFile(path, text + text);
    },
  ],
  ['another run in its place', 'in the place of another', (path, other) => cp(other, path)],
  [
    'swapped',
    'in the place of another',
    async (path, other) => {
      await rename(path, `${path}.kept`);
      await rename(other, path);
      await rename(`${path}.kept`, other);
    },
  ],
  [
    'a link to another run',
    'in the place of another',
    async (path, other) => {
      await rm(path);
      await symlink(other, path);
    },
  ],
  ['a run of another comparison', 'of another comparison', (path, _, foreign) => cp(foreign, path)],
  [
    'a folder',
    'a folder',
    async (path) => {
      await rm(path);
      await mkdir(path);
      await writeFile(join(path, 'own.txt'), 'mine');
    },
  ],
  [
    'a pipe',
    'damaged',
    async (path) => {
      await rm(path);
      execFileSync('mkfifo', [path]);
    },
  ],
  ['gone', undefined, (path) => rm(path)],
  ['spaces at its end', undefined, async (path) => writeFile(path, `${await readFile(path, 'utf8')} \n`)],
];

/** Compares until so many runs are stored. @param {string} folder @param {number} runs @param {number} epochs */
async function interrupted(folder, runs, epochs) {
  const controller = new AbortController();
  await compare({
    ...SMALL_COMPARISON,
    epochs,
    folder,
    signal: controller.signal,
    onProgress: ({ runsDone }) => {
      if (runsDone >= runs) controller.abort();
    },
  }).catch((error) => {
    if (error.code !== 'interrupted') throw error;
  });
}

const FLIPS = 100;

/**
 * Stored runs of an interrupted comparison, damaged each in every way that we know and by flipped bits (`count` of these cases, drawn by
 * `seed`): the run is done again and that is said, and the comparison ends as if nothing had happened.
 *
 * @param {number} count
 * @param {number} seed
 */
export async function damagedRuns(count, seed) {
  const { outcome, expect } = counting();
  await inFolder(async (root) => {
    const [good, foreign] = [join(root, 'good'), join(root, 'foreign')];
    await interrupted(good, 12, 1);
    await interrupted(foreign, 2, 2);
    const names = (await readdir(join(good, 'runs'))).sort();
    const [foreignName = ''] = await readdir(join(foreign, 'runs'));
    const cases = names.flatMap((name, place) =>
      DAMAGES.map(([what, reason, act]) => ({ what: `${name}: ${what}`, name, place, reason, act })),
    );
    const random = randomStream(seed, 'damaged runs');
    for (let flip = 0; flip < FLIPS; flip++) {
      const place = random.integer(names.length);
      /** @param {string} path */
      const act = async (path) => {
        const bytes = await readFile(path);
        const bit = random.integer(8 * bytes.length);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await writeFile(path, bytes);
      };
      cases.push({ what: `flip ${flip}`, name: names[place] ?? '', place, reason: 'damaged', act });
    }
    const drawn = [...random.permutation(cases.length)]
      .slice(0, count)
      .flatMap((place) => cases[place] ?? []);
    await eachOf(drawn, 1, ({ what, name, place, reason, act }) =>
      expect(what, async () => {
        const folder = join(root, 'harmed');
        await cp(good, folder, { recursive: true });
        try {
          const path = join(folder, 'runs', name);
          const other = join(folder, 'runs', names[(place + 1) % names.length] ?? '');
          await act(path, other, join(foreign, 'runs', foreignName), random);
          /** @type {string[]} */
          const said = [];
          await compare({
            ...SMALL_COMPARISON,
            folder,
            onUnusable: (runs) => void said.push(...runs.map((run) => run.reason)),
          });
          // A flipped bit of a space changes nothing.
          const isAsExpected = what.startsWith('flip ')
            ? said.every((one) => one === 'damaged')
            : said.every((one) => one === reason) && said.length > 0 === (reason !== undefined);
          if (!isAsExpected) throw new Error(`expected ${reason}, got ${said}`);
          await rm(`${path}.replaced-1`, { recursive: true, force: true });
          await checkWhole(folder);
        } finally {
          await rm(folder, { recursive: true });
        }
      }),
    );
  });
  return outcome;
}
