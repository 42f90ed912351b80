// @ts-check

import { randomStream } from '@losskit/random';
import { faultFileSystem, memoryDisk } from '@losskit/testing';
import { encodeCheckpoint } from '@losskit/trainer/checkpoints';

import { codeOf, counting } from './outcome.mjs';
import { checkNewest, FOLDER, openSample, sampleCheckpoint } from './sample-run.mjs';

/** @typedef {import('@losskit/testing').MemoryDisk} MemoryDisk */
/** @typedef {import('@losskit/files').FileSystem} FileSystem */

const SAVES = 6;

/** @param {FileSystem} files */
const unchanged = (files) => files;

/**
 * Opens the folder and saves `saves` checkpoints, from `first` on.
 *
 * @param {FileSystem} files
 * @param {(step: number) => void} acknowledge
 */
async function saveSome(files, acknowledge, first = 1, saves = SAVES) {
  const folder = await openSample(files);
  await folder.newest();
  for (let step = first; step < first + saves; step++) {
    await folder.save('step', sampleCheckpoint(step, 64));
    acknowledge(step);
    if (step % 3 === 1) await folder.save('best', sampleCheckpoint(step, 64));
  }
  await folder.close();
}

/**
 * A disk as a process leaves it that dies at its file operation `at`, before or after its effect.
 *
 * @param {MemoryDisk} disk
 * @param {{ at: number, takesEffect?: boolean, first?: number, saves?: number }} death
 */
async function dieAt(disk, { at, takesEffect = false, first = 1, saves = SAVES }, weaken = unchanged) {
  let acknowledged = 0;
  // A write in several pieces, so that it can be cut off within.
  const files = faultFileSystem(weaken(disk), { at, forever: true, takesEffect, bytesPerWrite: 512 });
  const alive = await saveSome(files, (step) => (acknowledged = step), first, saves).then(
    () => true,
    () => false,
  );
  return { acknowledged, alive };
}

/** A process that is killed before or after any file operation leaves a checkpoint that is whole. */
export async function killedSaves() {
  const { outcome, expect } = counting();
  for (const takesEffect of [false, true]) {
    for (let at = 1, alive = false; !alive; at++) {
      const disk = memoryDisk();
      const death = await dieAt(disk, { at, takesEffect });
      alive = death.alive;
      await expect(`operation ${at}`, () => checkNewest(disk, death.acknowledged));
    }
  }
  return outcome;
}

/**
 * Power that is cut at any file operation, with `perOperation` random damages each, leaves a checkpoint that
 * is whole and not older than the last that was acknowledged.
 *
 * @param {number} perOperation
 * @param {number} seed
 * @param {(files: FileSystem) => FileSystem} [weaken] - Takes something away that the protocol needs; then
 *   cases must fail.
 */
export async function powerLosses(perOperation, seed, weaken = unchanged) {
  const { outcome, expect } = counting();
  for (let at = 1, alive = false; !alive; at++) {
    const disk = memoryDisk();
    const death = await dieAt(disk, { at }, weaken);
    alive = death.alive;
    const random = randomStream(seed, 'power loss', at);
    for (let count = 0; count < perOperation; count++) {
      const left = disk.afterPowerCut(random);
      await expect(`operation ${at}, damage ${count}`, () => checkNewest(left, death.acknowledged));
    }
  }
  return outcome;
}

/**
 * A crash while recovering from a crash: power is cut in the middle of a save, the run resumes and dies again
 * at a random operation (opening, taking over the lock, pruning, saving), and power is cut once more.
 *
 * @param {number} count
 * @param {number} seed
 */
export async function compoundCrashes(count, seed) {
  const { outcome, expect } = counting();
  for (let index = 0; index < count; index++) {
    const random = randomStream(seed, 'compound crash', index);
    await expect(`crash ${index}`, async () => {
      const disk = memoryDisk();
      const first = await dieAt(disk, { at: 1 + random.integer(120) });
      const once = disk.afterPowerCut(random);
      const second = await dieAt(once, { at: 1 + random.integer(60), first: 11, saves: 3 });
      const twice = once.afterPowerCut(random);
      const acknowledged = Math.max(first.acknowledged, second.acknowledged);
      await checkNewest(twice, acknowledged);
      await saveSome(twice, () => {}, 21, 3);
      await checkNewest(twice, 23);
    });
  }
  return outcome;
}

const CODES = ['ENOSPC', 'EIO', 'EDQUOT', 'EACCES', 'EROFS', 'EMFILE', 'EFBIG'];

/** Every file operation of a save fails, once and for ever, with every code that disks have. */
export async function failingOperations() {
  const { outcome, expect } = counting();
  for (const code of CODES) {
    for (const forever of [false, true]) {
      for (let at = 1, met = true; met; at++) {
        const disk = memoryDisk();
        await saveSome(disk, () => {}, 1, 2);
        const files = faultFileSystem(disk, { at, forever, code });
        await expect(`${code} at ${at}${forever ? ' for ever' : ''}`, async () => {
          const problem = await saveSome(files, () => {}, 3, 1).then(
            () => undefined,
            (error) => error,
          );
          met = files.failed !== undefined;
          if (!met && problem !== undefined) throw problem;
          if (problem !== undefined) await codeOf(() => Promise.reject(problem));
          await checkNewest(disk, problem === undefined ? 3 : 2);
          const partial = [...disk.contents().keys()].filter((path) => path.includes('.partial'));
          if (partial.length > 1) throw new Error(`${partial.length} temporary files are left`);
        });
      }
    }
  }
  return outcome;
}

/**
 * A disk that takes some bytes a write, or none any more from some byte on. @param {number} count @param
 * {number} seed
 */
export async function shortWrites(count, seed) {
  const { outcome, expect } = counting();
  const size = encodeCheckpoint(sampleCheckpoint(3, 64)).length;
  for (let index = 0; index < count; index++) {
    const random = randomStream(seed, 'short write', index);
    const bytesPerWrite = 1 + random.integer(64);
    const capacity = random.integer(2 * size);
    await expect(`${bytesPerWrite} bytes a write, ${capacity} in all`, async () => {
      const disk = memoryDisk();
      await saveSome(disk, () => {}, 1, 2);
      const saved = await saveSome(smallDisk(disk, bytesPerWrite, capacity), () => {}, 3, 1).then(
        () => 3,
        async (error) => {
          if ((await codeOf(() => Promise.reject(error))) !== 'file-unwritable') throw error;
          return 2;
        },
      );
      await checkNewest(disk, saved);
    });
  }
  return outcome;
}

/** @param {MemoryDisk} disk @param {number} bytesPerWrite @param {number} capacity @returns {FileSystem} */
function smallDisk(disk, bytesPerWrite, capacity) {
  let free = capacity;
  return {
    ...disk,
    async openForWriting(path) {
      const file = await disk.openForWriting(path);
      return {
        ...file,
        async write(bytes) {
          const taken = Math.min(bytes.length, bytesPerWrite, path.startsWith(`${FOLDER}/.`) ? free : 1e9);
          free -= taken;
          return taken === 0 ? 0 : file.write(bytes.subarray(0, taken));
        },
      };
    },
  };
}
