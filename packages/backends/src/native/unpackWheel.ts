import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { checkFreeSpace } from './freeSpace.ts';
import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import { includeFolder, LIBRARY_NAME, libraryFolder } from './nativeFolder.ts';

const RECORD = /^[^/]+\.dist-info\/RECORD$/;
/** TensorFlow's C interface and what its headers include, under `tensorflow/include`. */
const HEADER =
  /^tensorflow\/include\/((?:(?:tensorflow|(?:xla\/)?tsl)\/c\/.*|(?:.*\/)?platform\/ctstring\w*)\.h)$/;

/** Where a member of the wheel goes; undefined for those that are not needed. */
function placeOf(member: string, folder: string): string | undefined {
  const name = basename(member);
  if (member === `tensorflow/${name}` && LIBRARY_NAME.test(name)) return join(libraryFolder(folder), name);
  const header = HEADER.exec(member)?.[1];
  return header === undefined ? undefined : join(includeFolder(folder), header);
}

/** Digests by member, as a wheel's RECORD lists them: `path,sha256=base64url,bytes`. */
function parseRecord(text: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [path, digest] = line.trim().split(',');
    if (path && digest?.startsWith('sha256=')) digests.set(path, digest.slice('sha256='.length));
  }
  return digests;
}

async function readText(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function take(
  zip: ZipFile,
  entry: Entry,
  place: string,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      hash.update(chunk);
      onBytes(chunk.length);
      callback(null, chunk);
    },
  });
  await mkdir(dirname(place), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), watch, createWriteStream(place), { signal });
  return hash.digest('base64url');
}

/** Whether an error comes from the content of the file and not from writing it down. */
function isCorruption(error: unknown): boolean {
  return error instanceof Error && !('syscall' in error) && error.name !== 'LosskitError';
}

/**
 * Takes TensorFlow's libraries and C headers out of a wheel and compares each with the digest in the wheel's
 * RECORD.
 *
 * @throws LosskitError `file-corrupt` for what is no wheel, is cut short, or differs from its RECORD.
 */
export async function unpackWheel(file: string, folder: string, context: InstallContext): Promise<void> {
  try {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    try {
      await unpack(zip, folder, file, context);
    } finally {
      zip.close();
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (!isCorruption(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw installError(
      'file-corrupt',
      `expected ${file} to be a wheel, got a broken one (${reason}).`,
      error,
    );
  }
}

async function unpack(
  zip: ZipFile,
  folder: string,
  file: string,
  { signal, onProgress }: InstallContext,
): Promise<void> {
  const wanted: { entry: Entry; place: string }[] = [];
  let record: Entry | undefined;
  for await (const entry of zip.eachEntry()) {
    const place = placeOf(entry.fileName, folder);
    if (place !== undefined) wanted.push({ entry, place });
    else if (RECORD.test(entry.fileName)) record = entry;
  }
  if (!record) throw new Error('it has no RECORD');
  const libraries = wanted.filter(({ place }) => LIBRARY_NAME.test(basename(place))).length;
  if (libraries < 2) throw new Error(`it has ${libraries} of TensorFlow's 2 libraries for this platform`);

  const total = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  await checkFreeSpace(folder, total);
  const digests = parseRecord(await readText(zip, record));
  let done = 0;
  for (const { entry, place } of wanted) {
    const digest = await take(zip, entry, place, signal, (count) => {
      done += count;
      onProgress({ step: 'unpacking TensorFlow', bytes: { done, total } });
    });
    const expected = digests.get(entry.fileName);
    if (digest === expected) continue;
    throw installError(
      'file-corrupt',
      `expected ${entry.fileName} in ${file} to have the sha256 ${expected}, got ${digest}; download the wheel again.`,
    );
  }
}
