import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const RECORDER = new URL('../fixtures/recordImports.mjs', import.meta.url).href;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-imports-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the built command imports from packages, at whatever depth; what it prints and how it ends are no matter here. */
async function packagesLoadedBy(...words: string[]): Promise<string[]> {
  const file = join(folder, words.join(' ').replace(/\W/g, '-'));
  const env = { ...process.env, RECORDED_IMPORTS: file };
  await new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', RECORDER, MAIN, ...words], { env });
    child.stdin?.end();
    child.on('close', resolve);
  });
  const names = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return [...new Set(names)].sort();
}

describe('words and options need nothing that computes', () => {
  test.each([
    { words: ['--help'] },
    { words: ['compare', '--help'] },
    { words: ['train', 'linear', '--los', 'huber'] },
    { words: ['list', '--fro', 'ordinal'] },
  ])('losskit $words', async ({ words }) => {
    const ofStringWidth = ['ansi-regex', 'emoji-regex', 'get-east-asian-width', 'strip-ansi'];
    expect(await packagesLoadedBy(...words)).toEqual(
      [
        '@losskit/backends/names',
        '@losskit/bench/suite-names',
        '@losskit/data/encodings',
        '@losskit/errors',
        '@losskit/files',
        '@losskit/losses/axes',
        '@losskit/losses/words',
        '@losskit/study/limits',
        '@losskit/trainer/compile-policies',
        'commander',
        'fastest-levenshtein',
        'string-width',
        ...ofStringWidth,
      ].sort(),
    );
  });
});

/** What draws figures, or reads Parquet and pictures. */
const FIGURES_AND_FILES = ['@losskit/report', 'vega', '@resvg/resvg-js', 'hyparquet-compressors', 'jpeg-js'];
const STUDIES = ['@losskit/study', '@losskit/article', 'jstat'];
const BACKENDS = ['@losskit/backends', '@tensorflow/tfjs-backend-wasm'];

describe('a command does not load', () => {
  test.each([
    { words: ['list'], loaded: '@losskit/losses/registry', others: [...STUDIES, ...BACKENDS, 'zod'] },
    { words: ['tasks'], loaded: '@losskit/tasks', others: [...STUDIES, ...BACKENDS] },
    {
      words: ['runs'],
      loaded: '@losskit/study/stored',
      others: [...STUDIES, ...BACKENDS, '@losskit/tasks', '@tensorflow/tfjs-core'],
    },
    { words: ['show', 'huber'], loaded: '@losskit/losses/expression', others: STUDIES },
    { words: ['eval'], loaded: '@losskit/losses/expression', others: STUDIES },
    { words: ['train', 'linear', '--loss', 'mse', '--epochs', '1'], loaded: '@losskit/study', others: [] },
    {
      words: ['compare', 'linear', '--losses', 'hubr'],
      loaded: '@losskit/study',
      others: ['@losskit/article'],
    },
  ])('what others need: losskit $words', async ({ words, loaded, others }) => {
    const packages = await packagesLoadedBy(...words);
    expect(packages).toContain(loaded);
    // An import of all of TensorFlow.js takes Node longer than everything else together; see @losskit/backends.
    const unwanted = [...others, ...FIGURES_AND_FILES, '@tensorflow/tfjs'];
    expect(packages.filter((name) => unwanted.includes(name))).toEqual([]);
  });
});
