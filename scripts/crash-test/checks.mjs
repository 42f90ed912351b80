// @ts-check

import { killedComparisons, killedWorkers, rivalComparisons } from './comparisons.mjs';
import { allDamaged, bitFlips, otherDamage, truncations } from './damage.mjs';
import { damagedRuns } from './damaged-runs.mjs';
import { caps, hostileLengths, mutatedHeaders, roundTrips } from './headers.mjs';
import { heapLimits, killedAtOperations, killedOnce, killedTenTimes, rivalWriters } from './processes.mjs';
import { compoundCrashes, failingOperations, killedSaves, powerLosses, shortWrites } from './saves.mjs';
import { signals } from './signals.mjs';

/**
 * One way to harm a run or its files, and what has to hold in every case.
 *
 * @typedef {object} Check
 * @property {string} id
 * @property {string} harm - What is done, as a phrase.
 * @property {string} promise - What holds all the same.
 * @property {number} inTests - How often at every change.
 * @property {number} inFull - How often in a full run; 0 where the number of cases is fixed.
 * @property {(count: number, seed: number) => Promise<import('./outcome.mjs').Outcome>} run
 */

const SAME_END =
  'the run, resumed, ends with the bits of one that never stopped: weights, optimizer state, losses, history';
const GOOD_ONE =
  'the newest whole checkpoint is used, to the bit, and the reason against each newer one is said';

const SAME_COMPARISON =
  'the comparison, done again in its folder, ends with the bytes of one that nothing happened to, and leaves no other file';

/** @type {readonly Check[]} */
export const CHECKS = [
  {
    id: 'A1',
    harm: 'kill -9 at a random moment, 15 optimizers, dropout, shuffling',
    promise: SAME_END,
    inTests: 50,
    inFull: 1000,
    run: killedOnce,
  },
  {
    id: 'A2',
    harm: 'ten such kills in a row, in each of so many runs',
    promise: SAME_END,
    inTests: 3,
    inFull: 10,
    run: killedTenTimes,
  },
  {
    id: 'A3',
    harm: 'death before and after every file operation of six saves',
    promise: 'no acknowledged checkpoint is lost',
    inTests: 0,
    inFull: 0,
    run: killedSaves,
  },
  {
    id: 'A3p',
    harm: 'the same with kill -9 of a real process on a real disk',
    promise: 'no acknowledged checkpoint is lost, and the next process goes on',
    inTests: 0,
    inFull: 0,
    run: killedAtOperations,
  },
  {
    id: 'A4',
    harm: 'power loss at every file operation of six saves, on a simulated disk that loses, tears and reorders what was not synced',
    promise: 'a whole checkpoint is found, none older than the last acknowledged one',
    inTests: 50,
    inFull: 500,
    run: powerLosses,
  },
  {
    id: 'A5',
    harm: 'power loss in a save, death while the run resumes, and power loss again',
    promise: 'as A4, and the run can be saved again',
    inTests: 300,
    inFull: 3000,
    run: compoundCrashes,
  },
  {
    id: 'A9',
    harm: 'Ctrl-C, SIGTERM and Ctrl-C twice at random moments of `losskit train`',
    promise: `exit codes 130, 143, 130, or 0 where the run had ended before; ${SAME_END}`,
    inTests: 1,
    inFull: 15,
    run: signals,
  },
  {
    id: 'A12',
    harm: 'a full heap aborts the process',
    promise: SAME_END,
    inTests: 1,
    inFull: 5,
    run: heapLimits,
  },
  {
    id: 'B1',
    harm: 'every file operation fails, once and for ever, with ENOSPC, EIO, EDQUOT, EACCES, EROFS, EMFILE, EFBIG',
    promise: 'a typed error, or success; the checkpoints before stay; one temporary file at most is left',
    inTests: 0,
    inFull: 0,
    run: failingOperations,
  },
  {
    id: 'B2',
    harm: 'a disk that takes a few bytes a write, and is full at some byte',
    promise: 'as B1',
    inTests: 200,
    inFull: 2000,
    run: shortWrites,
  },
  {
    id: 'B3',
    harm: 'a checkpoint cut off at every length',
    promise: GOOD_ONE,
    inTests: 0,
    inFull: 0,
    run: truncations,
  },
  {
    id: 'B4',
    harm: 'single flipped bits of a checkpoint',
    promise: GOOD_ONE,
    inTests: 4096,
    inFull: 65_536,
    run: bitFlips,
  },
  {
    id: 'B5',
    harm: 'zeroed pages, swapped halves, other versions, another run, trailing bytes',
    promise: `${GOOD_ONE}, which fits the damage`,
    inTests: 0,
    inFull: 0,
    run: otherDamage,
  },
  {
    id: 'B6',
    harm: 'every checkpoint damaged',
    promise: 'an error that names each file with its reason; never a new start',
    inTests: 0,
    inFull: 0,
    run: allDamaged,
  },
  {
    id: 'B7',
    harm: 'two processes want to write one folder at once, half the time after a third was killed',
    promise: 'exactly one does',
    inTests: 10,
    inFull: 100,
    run: rivalWriters,
  },
  {
    id: 'C2',
    harm: 'header lengths that lie, from 0 to 2^64 - 1, in a tiny file and in a sparse one of 10 GB',
    promise: 'a typed error; nothing is allocated from the claim',
    inTests: 0,
    inFull: 0,
    run: hostileLengths,
  },
  {
    id: 'C3',
    harm: 'mutated safetensors files: bytes, and tokens of the header',
    promise: 'tensors that fill their data exactly, or a typed error',
    inTests: 200_000,
    inFull: 1_000_000,
    run: mutatedHeaders,
  },
  {
    id: 'C4',
    harm: 'header, number of tensors and names just under, at and just over their limits',
    promise: 'accepted, accepted, refused',
    inTests: 0,
    inFull: 0,
    run: caps,
  },
  {
    id: 'C6',
    harm: 'any names, types, shapes and bytes written and read',
    promise: 'the same come back',
    inTests: 1000,
    inFull: 100_000,
    run: roundTrips,
  },
  {
    id: 'D1',
    harm: 'kill -9 of `compare` at a random moment, ten times in a row',
    promise: `no stored run is lost or done again; ${SAME_COMPARISON}`,
    inTests: 3,
    inFull: 500,
    run: killedComparisons,
  },
  {
    id: 'D2',
    harm: 'kill -9 of worker processes of `compare` at a random moment, five in each comparison',
    promise: `a run whose worker dies twice is missing and said to be, and counts against no loss; ${SAME_COMPARISON}`,
    inTests: 3,
    inFull: 200,
    run: killedWorkers,
  },
  {
    id: 'D3',
    harm: 'stored runs of `compare` cut off, emptied, zeroed, edited, doubled, copied, swapped, linked, taken from another comparison, replaced by folders and pipes, removed; flipped bits',
    promise: `the run is done again, and why is said; ${SAME_COMPARISON}`,
    inTests: 12,
    inFull: 256,
    run: damagedRuns,
  },
  {
    id: 'D4',
    harm: 'two `compare` in one folder at once, half the time after a third was killed',
    promise: `exactly one is refused; ${SAME_COMPARISON}`,
    inTests: 1,
    inFull: 10,
    run: rivalComparisons,
  },
];
