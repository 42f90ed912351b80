// @ts-check

/**
 * Saves three checkpoints and kills itself, as by kill -9, at a file operation.
 *
 * Usage: node victim-saver.mjs FOLDER OPERATION before|after; with OPERATION 0 it lives. Prints each step
 * that was acknowledged.
 */
import { writeSync } from 'node:fs';
import { nodeFileSystem } from '@losskit/files';
import { openCheckpointFolder } from '@losskit/trainer/checkpoints';

import { sampleCheckpoint } from './sample-run.mjs';

const [, , path = '', operation = '0', moment = 'before'] = process.argv;
let count = 0;

/**
 * @template Result
 * @param {() => Promise<Result>} act
 */
async function mortal(act) {
  count += 1;
  const isLast = count === Number(operation);
  if (isLast && moment === 'before') process.kill(process.pid, 'SIGKILL');
  const result = await act();
  if (isLast) process.kill(process.pid, 'SIGKILL');
  return result;
}

/** @type {import('@losskit/files').FileSystem} */
const files = {
  ...nodeFileSystem,
  readFolder: (folder) => mortal(() => nodeFileSystem.readFolder(folder)),
  makeFolder: (folder) => mortal(() => nodeFileSystem.makeFolder(folder)),
  rename: (from, to) => mortal(() => nodeFileSystem.rename(from, to)),
  link: (from, to) => mortal(() => nodeFileSystem.link(from, to)),
  remove: (file) => mortal(() => nodeFileSystem.remove(file)),
  syncFolder: (folder) => mortal(() => nodeFileSystem.syncFolder(folder)),
  async openForWriting(file) {
    const opened = await mortal(() => nodeFileSystem.openForWriting(file));
    return {
      // In pieces, so that a file can be cut off within.
      write: (bytes) => mortal(() => opened.write(bytes.subarray(0, 1024))),
      sync: () => mortal(() => opened.sync()),
      close: () => mortal(() => opened.close()),
    };
  },
};

const folder = await openCheckpointFolder(path, files);
const found = await folder.newest();
const first = (found?.checkpoint.state.step ?? 0) + 1;
for (let step = first; step < first + 3; step++) {
  await folder.save('step', sampleCheckpoint(step, 64));
  writeSync(1, `saved ${step}\n`);
}
await folder.close();
writeSync(1, `operations ${count}\n`);
