import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runCapped } from './runCapped.mjs';

/** In MiB: what the command takes when it has loaded all of its parts, and room for the system's noise. */
const MOST_MEMORY = 500;
const SECONDS = 60;

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const endless = (path: string) => symlink('/dev/zero', path);
const pipe = async (path: string) => void execFileSync('mkfifo', [path]);
const sparse = async (path: string, bytes: number) => {
  await writeFile(path, '');
  await truncate(path, bytes);
};

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Grey, 8 × 8. */
const PNG_HEADER = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
const zeros = Buffer.alloc(2 ** 30);

function png(...chunks: Buffer[]): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', PNG_HEADER), ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** Pictures of two classes, one of them what is tried. */
async function picturesWith(name: string, make: (path: string) => Promise<unknown>): Promise<string> {
  const place = at(`pictures-${name}`);
  const good = png(chunk('IDAT', deflateSync(Buffer.alloc(72))));
  for (const className of ['a', 'b']) {
    await mkdir(join(place, className), { recursive: true });
    for (let number = 0; number < 4; number++) await writeFile(join(place, className, `${number}.png`), good);
  }
  await make(join(place, 'a', 'tried.png'));
  return place;
}

const csvWords = (file: string) => ['train', '--csv', file, '--target', 'y', '--loss', 'mse'];
const pictureWords = (place: string) => [
  'train',
  '--images',
  place,
  '--loss',
  'crossEntropy',
  '--epochs',
  '1',
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-resources-'));
  await writeFile(
    at('small.csv'),
    `x,y\n${Array.from({ length: 40 }, (_, x) => `${x},${2 * x}\n`).join('')}`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** It ends by itself, with this exit code and one sentence, in bounded memory. */
async function expectSentence(
  words: readonly string[],
  sentence: RegExp,
  { exitCode = 1, ...settings }: Partial<Parameters<typeof runCapped>[1]> & { exitCode?: number } = {},
): Promise<void> {
  const ended = await runCapped(words, { mostMemory: MOST_MEMORY, seconds: SECONDS, ...settings });
  const lines = ended.stderr.trimEnd().split('\n');
  expect({ ...ended, peak: ended.peak <= MOST_MEMORY }).toMatchObject({ exitCode, peak: true });
  expect(lines.at(-1)).toMatch(sentence);
  expect(lines.filter((line) => line.startsWith('losskit: '))).toHaveLength(1);
  expect(ended.stderr).not.toContain('    at ');
}

describe.skipIf(process.platform !== 'linux')('needs the build; under a cap of memory', () => {
  describe('what never ends or is no file', () => {
    const NO_FILE = /cannot be read: it is (a pipe|a device|a socket), not a file\.$/;

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])('a table: %s', async (name, make) => {
      await make(at(`${name}.csv`));
      await expectSentence(csvWords(at(`${name}.csv`)), NO_FILE);
    });

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])('a picture: %s', async (name, make) => {
      await expectSentence(pictureWords(await picturesWith(name, make)), NO_FILE);
    });

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])("a task's module: %s", async (name, make) => {
      await make(at(`${name}.task.ts`));
      await expectSentence(['compare', at(`${name}.task.ts`)], NO_FILE);
    });

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])('an earlier comparison: %s', async (name, make) => {
      await make(at(`${name}.json`));
      await expectSentence(['compare', 'linear', '--fail-on-regression', at(`${name}.json`)], NO_FILE);
    });

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])('a wheel: %s', async (name, make) => {
      await make(at(`${name}.whl`));
      await expectSentence(['backend', 'install', 'native', '--from', at(`${name}.whl`)], /it is no file\.$/);
    });

    test.each([
      ['endless', endless],
      ['pipe', pipe],
    ])('a checkpoint: %s', async (name, make) => {
      const run = at(`run-${name}`);
      await mkdir(join(run, 'checkpoints'), { recursive: true });
      await make(join(run, 'checkpoints', 'step-000000010.safetensors'));
      await expectSentence(
        ['train', 'linear', '--loss', 'mse', '--out', run, '--resume'],
        /expected a checkpoint that can be used|none|cannot be read/,
      );
    });

    test('lines to answer', async () => {
      await expectSentence(['eval', '--input', '/dev/zero'], /got one without an end\.$/);
    });
  });

  describe('what is larger than it should be', () => {
    test.each([
      ['a terabyte without a line', 2 ** 40],
      ['a gibibyte without a line', 2 ** 30],
    ])('a table: %s', async (name, bytes) => {
      const path = at(`${name.replaceAll(' ', '-')}.csv`);
      await sparse(path, bytes);
      await expectSentence(csvWords(path), /expected/);
    });

    test('a table whose quote never closes', async () => {
      const path = at('open.csv');
      await writeFile(path, 'x,y\n1,2\n"');
      await truncate(path, 2 ** 31);
      await expectSentence(csvWords(path), /expected/);
    });

    test('a picture by its size', async () => {
      const place = await picturesWith('sparse', (path) => sparse(path, 2 ** 40));
      await expectSentence(pictureWords(place), /expected/);
    });

    test.each([
      ['pixels', () => png(chunk('IDAT', deflateSync(zeros)))],
      [
        'a colour profile',
        () =>
          png(
            chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(zeros)])),
            chunk('IDAT', deflateSync(Buffer.alloc(72))),
          ),
      ],
      [
        'a text',
        () =>
          png(
            chunk('zTXt', Buffer.concat([Buffer.from('t\0\0'), deflateSync(zeros)])),
            chunk('IDAT', deflateSync(Buffer.alloc(72))),
          ),
      ],
    ])('a picture that inflates to a gibibyte of %s', async (name, make) => {
      const place = await picturesWith(`bomb-${name.replaceAll(' ', '-')}`, (path) =>
        writeFile(path, make()),
      );
      const ended = await runCapped(pictureWords(place), { mostMemory: MOST_MEMORY, seconds: SECONDS });
      // What nobody looks at may be passed over.
      expect([0, 1]).toContain(ended.exitCode);
      if (ended.exitCode === 1) expect(ended.stderr).toMatch(/^losskit: .*tried\.png: expected/m);
      if (name === 'pixels') expect(ended.exitCode).toBe(1);
    });

    test('a tar.gz that inflates to a gibibyte', async () => {
      const path = at('zeros.tar.gz');
      await writeFile(path, gzipSync(zeros));
      await expectSentence(['backend', 'install', 'native', '--from', path], /got a broken one/);
    });

    test('numbers of seeds and processes', async () => {
      const out = ['--losses', 'mse', '--out', at('many')];
      await expectSentence(['compare', 'linear', '--seeds', '1e9', ...out], /--seeds: expected/, {
        exitCode: 2,
      });
      await expectSentence(['compare', 'linear', '--jobs', '1e6', ...out], /--jobs: expected/, {
        exitCode: 2,
      });
    });
  });

  describe('where nothing can be written', () => {
    test('a full disk, as it compares', async () => {
      const words = [
        'compare',
        'linear',
        '--losses',
        'mse,mae',
        '--seeds',
        '2',
        '--epochs',
        '2',
        '--jobs',
        '1',
      ];
      const out = at('full');
      await expectSentence([...words, '--out', out], /cannot be written: .*\.$/, { largestFile: 0 });
      const again = await runCapped([...words, '--out', out], { mostMemory: MOST_MEMORY, seconds: SECONDS });
      expect(again.exitCode).toBe(0);
    });

    test('a full disk, as it trains', async () => {
      const words = ['train', '--csv', at('small.csv'), '--target', 'y', '--loss', 'mse', '--epochs', '2'];
      await expectSentence([...words, '--out', at('full-run')], /cannot be written: .*\.$/, {
        largestFile: 0,
      });
    });

    test('standard output', async () => {
      await expectSentence(['list'], /standard output: cannot be written: the disk is full\.$/, {
        stdout: '/dev/full',
      });
    });

    test.each(['/dev/null', '/dev/null/out', '/proc/out'])('a folder to write to: %s', async (out) => {
      await expectSentence(
        ['compare', 'linear', '--losses', 'mse', '--out', out],
        /cannot be (written|read): .*\.$/,
      );
    });
  });
});
