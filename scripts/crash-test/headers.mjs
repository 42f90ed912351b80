// @ts-check

import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@losskit/random';
import { readCheckpoint, readSafetensors, writeSafetensors } from '@losskit/trainer/checkpoints';

import { codeOf, counting } from './outcome.mjs';

/** @typedef {import('@losskit/random').RandomStream} RandomStream */

/**
 * A file of this header and so many bytes of data. @param {string | Uint8Array} header @param {number}
 * dataSize
 */
export function fileOf(header, dataSize, length = Buffer.byteLength(header)) {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(dataSize)]);
}

const CAP = 16 * 2 ** 20;
const SPARSE_SIZE = 10 * 2 ** 30;

/**
 * A header length that lies (0, 1, more than the file has, more than is allowed, up to 2^64 - 1) in a tiny
 * file and in one of 10 GB without content is refused before anything is allocated.
 */
export async function hostileLengths() {
  const { outcome, expect } = counting();
  const folder = await mkdtemp(join(tmpdir(), 'losskit-lengths-'));
  try {
    for (const size of [64, SPARSE_SIZE]) {
      const lengths = [
        0n,
        1n,
        BigInt(size) + 1n,
        BigInt(CAP) + 1n,
        2n ** 32n,
        2n ** 53n,
        2n ** 63n,
        2n ** 64n - 1n,
      ];
      for (const length of lengths) {
        await expect(`${length} in ${size} bytes`, async () => {
          const path = join(folder, 'step-000000001.safetensors');
          const prefix = Buffer.alloc(8);
          prefix.writeBigUInt64LE(length);
          const file = await open(path, 'w');
          await file.write(prefix);
          await file.truncate(size);
          await file.close();
          const before = process.memoryUsage().arrayBuffers;
          const code = await codeOf(() => readCheckpoint(path));
          const grown = process.memoryUsage().arrayBuffers - before;
          if (!code.startsWith('safetensors-header-'))
            throw new Error(`expected a code of headers, got ${code}`);
          if (grown > 2 ** 20) throw new Error(`expected no allocation, got ${grown} bytes`);
        });
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return outcome;
}

/** One tensor as the header describes it. */
const ENTRY = '{"dtype":"U8","shape":[0],"data_offsets":[0,0]}';

/** A header of so many entries. @param {number} count */
function headerOf(count) {
  return `{${Array.from({ length: count }, (_, index) => `"${index}":${ENTRY}`).join()}}`;
}

/** Header length, number of tensors and length of a name just under, at and just over what is allowed. */
export async function caps() {
  const { outcome, expect } = counting();
  /** @param {string} name @param {Uint8Array} file @param {string | undefined} wanted */
  const check = (name, file, wanted) =>
    expect(name, async () => {
      if (wanted === undefined) readSafetensors(file);
      else if ((await codeOf(() => readSafetensors(file))) !== wanted) throw new Error(`expected ${wanted}`);
    });
  for (const over of [-1, 0, 1]) {
    const refused = (/** @type {string} */ code) => (over > 0 ? code : undefined);
    const header = '{}'.padEnd(CAP + over);
    await check(`header ${CAP + over}`, fileOf(header, 0), refused('safetensors-header-too-large'));
    const count = 100_000 + over;
    await check(`${count} tensors`, fileOf(headerOf(count), 0), refused('safetensors-too-many-tensors'));
    const name = 'é'.repeat(511) + 'x'.repeat(2 + over);
    await check(
      `name ${1024 + over}`,
      fileOf(`{"${name}":${ENTRY}}`, 0),
      refused('safetensors-name-too-long'),
    );
  }
  return outcome;
}

const WORDS = [
  '0',
  '1',
  '-1',
  '1.0',
  '1e2',
  '2',
  '7',
  '16',
  '4294967296',
  '9007199254740992',
  '18446744073709551615',
  '1e999',
  'null',
  'true',
  '""',
  '"F32"',
  '"U8"',
  '"F31"',
  '[]',
  '[0]',
  '[-1]',
  '{}',
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '"__metadata__"',
  '"constructor"',
  '"a"',
  '"b"',
  '"dtype"',
  '"shape"',
  '"data_offsets"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  ' ',
  '\u0000',
];
const TOKEN = /"[^"]*"|\d+|[{}[\],:]/g;

/** A header of up to three small tensors that fit. @param {RandomStream} random */
function goodHeader(random) {
  const types = /** @type {const} */ ([
    ['F32', 4],
    ['U8', 1],
    ['I64', 8],
    ['BF16', 2],
  ]);
  let end = 0;
  const entries = ['"__metadata__":{"a":"b"}'];
  for (let index = random.integer(4); index > 0; index--) {
    const [dtype, bytes] = types[random.integer(types.length)] ?? types[0];
    const shape = Array.from({ length: random.integer(3) }, () => random.integer(4));
    const start = end;
    end += shape.reduce((product, size) => product * size, bytes);
    entries.push(`"t${index}":{"dtype":"${dtype}","shape":[${shape}],"data_offsets":[${start},${end}]}`);
  }
  return { header: `{${entries.join()}}`, dataSize: end };
}

/**
 * Changes tokens of a header: replaced by a word, left out, doubled or swapped. @param {string} header @param
 * {RandomStream} random
 */
function mutateTokens(header, random) {
  const tokens = header.match(TOKEN) ?? [];
  for (let count = 1 + random.integer(3); count > 0; count--) {
    const place = random.integer(tokens.length);
    const word = WORDS[random.integer(WORDS.length)] ?? '';
    const other = tokens[random.integer(tokens.length)] ?? '';
    const kind = random.integer(4);
    if (kind === 0) tokens.splice(place, 1, word);
    else if (kind === 1 && tokens.length > 1) tokens.splice(place, 1);
    else if (kind === 2) tokens.splice(place, 0, word);
    else tokens.splice(place, 1, other);
  }
  return tokens.join('');
}

/** @param {RandomStream} random */
function hostileFile(random) {
  const { header, dataSize } = goodHeader(random);
  const kind = random.integer(4);
  if (kind === 0) {
    const bytes = fileOf(header, dataSize);
    for (let count = 1 + random.integer(4); count > 0; count--) {
      bytes[random.integer(bytes.length)] = random.integer(256);
    }
    return bytes;
  }
  const mutated = mutateTokens(header, random);
  const length = Buffer.byteLength(mutated) + (kind === 1 ? random.integer(5) - 2 : 0);
  return fileOf(
    mutated,
    Math.max(0, dataSize + (kind === 2 ? random.integer(5) - 2 : 0)),
    Math.max(0, length),
  );
}

/**
 * Mutated files give tensors that fill their data exactly, or a typed error. @param {number} count @param
 * {number} seed
 */
export async function mutatedHeaders(count, seed) {
  const { outcome } = counting();
  const random = randomStream(seed, 'mutated headers');
  for (let index = 0; index < count; index++) {
    const file = hostileFile(random);
    const problem = problemWith(file);
    outcome.total += 1;
    if (problem === undefined) outcome.passed += 1;
    else if (outcome.failures.length < 5) outcome.failures.push(`file ${index}: ${problem}: ${file}`);
  }
  return outcome;
}

/** What is wrong with how a file was read: not with the file. @param {Uint8Array} file */
function problemWith(file) {
  try {
    const { tensors } = readSafetensors(file);
    const read = [...tensors.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    const header = Number(Buffer.from(file).readBigUInt64LE());
    return 8 + header + read === file.length ? undefined : `accepted with ${read} bytes of data`;
  } catch (error) {
    const typed = error instanceof Error && 'code' in error && String(error.code).startsWith('safetensors-');
    return typed ? undefined : String(error);
  }
}

/**
 * Any names, types, shapes and bytes come back as they were written. @param {number} count @param {number}
 * seed
 */
export async function roundTrips(count, seed) {
  const { outcome, expect } = counting();
  const types = /** @type {const} */ ([
    ['BOOL', 1],
    ['U8', 1],
    ['I8', 1],
    ['F8_E5M2', 1],
    ['F8_E4M3', 1],
    ['I16', 2],
    ['U16', 2],
    ['F16', 2],
    ['BF16', 2],
    ['I32', 4],
    ['U32', 4],
    ['F32', 4],
    ['I64', 8],
    ['U64', 8],
    ['F64', 8],
    ['C64', 8],
  ]);
  for (let index = 0; index < count; index++) {
    const random = randomStream(seed, 'round trips', index);
    const text = () =>
      Array.from({ length: random.integer(6) }, () => {
        const point = random.integer(4) === 0 ? random.integer(0x110000) : random.integer(0x100);
        return point >= 0xd800 && point < 0xe000 ? '\u{1f34e}' : String.fromCodePoint(point);
      }).join('');
    const tensors = new Map(
      Array.from({ length: random.integer(5) }, () => {
        const [dtype, size] = types[random.integer(types.length)] ?? types[0];
        const shape = Array.from({ length: random.integer(4) }, () => random.integer(4));
        const bytes = new Uint8Array(shape.reduce((product, one) => product * one, size));
        return [text(), { dtype, shape, bytes: bytes.map(() => random.integer(256)) }];
      }),
    );
    const metadata = new Map(Array.from({ length: random.integer(3) }, () => [text(), text()]));
    await expect(`file ${index}`, () => {
      const read = readSafetensors(writeSafetensors({ metadata, tensors }));
      const plain = (/** @type {typeof read.tensors} */ map) =>
        JSON.stringify(
          [...map]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, one]) => [name, one.dtype, one.shape, [...one.bytes]]),
        );
      if (plain(read.tensors) !== plain(tensors)) throw new Error('other tensors');
      if (JSON.stringify([...read.metadata]) !== JSON.stringify([...metadata]))
        throw new Error('other metadata');
    });
  }
  return outcome;
}
