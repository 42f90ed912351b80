// @ts-check

import { createHash } from 'node:crypto';
import { readWholeFile } from '@losskit/files';
import { randomStream } from '@losskit/random';
import { memoryDisk } from '@losskit/testing';
import {
  encodeCheckpoint,
  findCheckpoint,
  readSafetensors,
  writeSafetensors,
} from '@losskit/trainer/checkpoints';

import { codeOf, counting } from './outcome.mjs';
import { FOLDER, openSample, sameBits, sampleCheckpoint } from './sample-run.mjs';

/** @typedef {import('@losskit/files').FileSystem} FileSystem */

const OLDER = 10;
const NEWER = 20;
const NEWER_PATH = `${FOLDER}/step-000000020.safetensors`;

/** Two checkpoints on a disk, with a way to see the disk as if the newer one held other bytes. */
async function twoCheckpoints() {
  const disk = memoryDisk();
  const folder = await openSample(disk);
  await folder.save('step', sampleCheckpoint(OLDER));
  await folder.save('step', sampleCheckpoint(NEWER));
  await folder.close();
  const good = await readWholeFile(NEWER_PATH, disk);
  return {
    good,
    /** @param {Uint8Array} bytes @returns {FileSystem} */
    holding: (bytes) => ({
      ...disk,
      openForReading: async (path) =>
        path === NEWER_PATH
          ? {
              size: bytes.length,
              read: async (position, length) => bytes.slice(position, position + length),
              close: async () => {},
            }
          : disk.openForReading(path),
    }),
  };
}

/** The older checkpoint must be found, and the newer one named with a reason. @param {FileSystem} files */
async function checkPassedOver(files) {
  const found = await findCheckpoint(FOLDER, files);
  if (!found || !sameBits(found.checkpoint, sampleCheckpoint(OLDER))) {
    throw new Error(`expected the older checkpoint, got step ${found?.checkpoint.state.step}`);
  }
  const [skipped] = found.skipped;
  if (skipped?.path !== NEWER_PATH || !skipped.reason.startsWith(NEWER_PATH)) {
    throw new Error(`expected the damaged file to be named, got ${skipped?.reason}`);
  }
  return skipped.reason;
}

/** A checkpoint cut off at every length is noticed, and the one before it is used. */
export async function truncations() {
  const { outcome, expect } = counting();
  const { good, holding } = await twoCheckpoints();
  for (let length = 0; length < good.length; length++) {
    await expect(`length ${length}`, () => checkPassedOver(holding(good.subarray(0, length))));
  }
  return outcome;
}

/**
 * Every bit that is flipped (or `count` of them, drawn by `seed`) is noticed, and the checkpoint before is
 * used. @param {number} count @param {number} seed
 */
export async function bitFlips(count, seed) {
  const { outcome, expect } = counting();
  const { good, holding } = await twoCheckpoints();
  const bits = randomStream(seed, 'bit flips').permutation(8 * good.length);
  for (const bit of bits.subarray(0, count)) {
    const bytes = good.slice();
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await expect(`bit ${bit}`, () => checkPassedOver(holding(bytes)));
  }
  return outcome;
}

/** The file with a right digest: the sha256 of it with zeros there. @param {Uint8Array} file */
function sealed(file) {
  const bytes = Buffer.from(file);
  const start = bytes.indexOf('"sha256":"') + '"sha256":"'.length;
  bytes.fill('0', start, start + 64);
  bytes.write(createHash('sha256').update(bytes).digest('hex'), start);
  return bytes;
}

/**
 * The checkpoint with other metadata, and a digest that is right. @param {Uint8Array} file @param {string}
 * key @param {string | undefined} value
 */
function withMetadata(file, key, value) {
  const { metadata, tensors } = readSafetensors(file);
  const changed = new Map(metadata);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return sealed(writeSafetensors({ metadata: changed, tensors }));
}

/** Damage of every other kind gets the reason that fits it, and the checkpoint before is used. */
export async function otherDamage() {
  const { outcome, expect } = counting();
  const { good, holding } = await twoCheckpoints();
  const older = encodeCheckpoint(sampleCheckpoint(OLDER));
  /** @param {(bytes: Uint8Array) => void} change */
  const changed = (change) => {
    const bytes = good.slice();
    change(bytes);
    return bytes;
  };
  const digest = 'the bytes that its digest was taken of';
  /** @type {[string, Uint8Array, string][]} */
  const cases = [
    ['no bytes', new Uint8Array(), 'at least 8 bytes'],
    ['the first 4 KiB of zeros', changed((bytes) => bytes.fill(0, 0, 4096)), 'a header of JSON'],
    ['all zeros', new Uint8Array(good.length), 'a header of JSON'],
    ['big-endian header length', changed((bytes) => bytes.subarray(0, 8).reverse()), 'a header of at most'],
    ['blocks swapped', Buffer.concat([good.subarray(4096), good.subarray(0, 4096)]), 'expected'],
    ['half old, half new', Buffer.concat([good.subarray(0, 4096), older.subarray(4096)]), digest],
    ['half new, half old', Buffer.concat([older.subarray(0, 4096), good.subarray(4096)]), digest],
    ['another run of the same shapes', older, 'expected step 20, got 10'],
    ['a future version', withMetadata(good, 'version', '2'), "expected format version '1', got '2'"],
    ['no version', withMetadata(good, 'version', undefined), "expected format version '1', got none"],
    ['another format', withMetadata(good, 'format', 'pt'), 'a checkpoint of losskit'],
    ['no digest', writeWithout(good, 'sha256'), digest],
    ['a step that is no number', withMetadata(good, 'step', '2e1'), 'the step to be a whole number'],
    ['a step beyond 2^53', withMetadata(good, 'step', '9999999999999999'), 'the step to be a whole number'],
    ['an identity of lists', withMetadata(good, 'identity', '{"loss":[]}'), 'to hold strings and numbers'],
    ['an identity that is no JSON', withMetadata(good, 'identity', '{'), 'the identity to be JSON'],
    ['changes that are none', withMetadata(good, 'accepted', '[7]'), 'to be a list of them'],
    ['a trailing byte', Buffer.concat([good, Uint8Array.of(0)]), 'bytes of data'],
    ['the file twice', Buffer.concat([good, good]), 'bytes of data'],
  ];
  for (let page = 0; page + 512 <= good.length; page += 512) {
    cases.push([
      `page ${page / 512} of zeros`,
      changed((bytes) => bytes.fill(0, page, page + 512)),
      'expected',
    ]);
  }
  for (const [name, bytes, reason] of cases) {
    await expect(name, async () => {
      const said = await checkPassedOver(holding(bytes));
      if (!said.includes(reason)) throw new Error(`expected the reason '${reason}', got '${said}'`);
    });
  }
  return outcome;
}

/** @param {Uint8Array} file @param {string} key */
function writeWithout(file, key) {
  const { metadata, tensors } = readSafetensors(file);
  return writeSafetensors({ metadata: new Map([...metadata].filter(([name]) => name !== key)), tensors });
}

/** When no checkpoint can be used, the error names each file with its reason; it is never a new start. */
export async function allDamaged() {
  const { outcome, expect } = counting();
  for (const damage of [0, 1, 100, 1000, 5000]) {
    await expect(`${damage} bytes left of each`, async () => {
      const disk = memoryDisk();
      const folder = await openSample(disk);
      const kinds = /** @type {const} */ (['step', 'best', 'emergency']);
      const steps = [1, 2, 3];
      for (const [index, step] of steps.entries())
        await folder.save(kinds[index] ?? 'step', sampleCheckpoint(step));
      await folder.close();
      const paths = [...disk.contents().keys()];
      for (const path of paths) {
        const bytes = await readWholeFile(path, disk);
        await (await disk.openForWriting(path)).write(bytes.subarray(0, damage));
      }
      const find = () => findCheckpoint(FOLDER, disk);
      if ((await codeOf(find)) !== 'checkpoint-none-usable')
        throw new Error('expected checkpoint-none-usable');
      const message = await find().catch((error) => error.message);
      for (const path of paths)
        if (!message.includes(path)) throw new Error(`expected ${path} in '${message}'`);
      if (paths.length !== 3) throw new Error(`expected 3 files, got ${paths.length}`);
    });
  }
  return outcome;
}
