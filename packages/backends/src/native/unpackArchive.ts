import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Unpack } from 'tar';

import { installError } from './installError.ts';

/** Several times what TensorFlow takes. */
const MOST_BYTES = 8 * 2 ** 30;

/** Settings of {@link unpackArchive}. */
export interface UnpackOptions {
  readonly signal: AbortSignal;
  /** How many folders to take off the front of each path. Default 0. */
  readonly strip?: number;
}

/**
 * Unpacks a tar.gz into a folder. Links must lead to what is in the archive.
 *
 * gzip's own check notices a broken or shortened file.
 *
 * @throws LosskitError `file-corrupt` for a file that is broken, whose links lead out of it, or that unpacks to over 8 GiB.
 */
export async function unpackArchive(
  file: string,
  folder: string,
  { signal, strip = 0 }: UnpackOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const problems: string[] = [];
  // Not `strict`, which gives up at once and leaves files that are still being written.
  const unpack = new Unpack({ cwd: folder, strip, onwarn: (_, message) => problems.push(String(message)) });
  const unpacked = once(unpack, 'close', { signal });
  let [bytes, ended] = [0, false];
  unpack.once('eof', () => {
    ended = true;
  });
  async function feed(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES / 2 ** 30} GiB in it`);
      // What follows the archive's end is read for gzip's check alone.
      if (!ended && !unpack.write(chunk)) await once(unpack, 'drain', { signal });
    }
    unpack.end();
  }
  try {
    // tar by itself would inflate each piece of the file at once, to up to a thousand times its size.
    await Promise.all([pipeline(createReadStream(file), createGunzip(), feed, { signal }), unpacked]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && 'syscall' in error) throw error;
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const [problem] = problems;
  if (problem === undefined) return;
  const got = problem.includes('linkpath')
    ? 'links that lead out of it; unpack it where they lead to something, and name that folder'
    : `a broken one (${problem})`;
  throw installError('file-corrupt', `expected ${file} to be a tar.gz that holds all it needs, got ${got}.`);
}
