import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { checkInteger, LosskitError } from '@losskit/errors';
import { type FileSystem, readWholeFile } from '@losskit/files';

import { listPictures, type PictureFile } from './pictures/listPictures.ts';
import type { Rows } from './rows.ts';

const FRUIT = ['apple', 'pear', 'orange'];

/** Options of {@link readPictureFolder}. */
export interface PictureFolderOptions {
  /** A folder with one folder per class, or with `train` and beside it `validation`, `test` or both of such. */
  readonly folder: string;
  /** Height and width that every picture is resized to. At least 8. Default 32. */
  readonly size?: number | undefined;
  /** Called after every picture with how many of how many are read. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
  readonly files?: FileSystem | undefined;
}

/** Pictures with their classes. */
export interface LabelledPictures {
  /** [rows, size, size, 3], 0 to 255. */
  readonly inputs: Rows<Uint8Array>;
  /** Class ids, indices into `classNames`. */
  readonly targets: Rows<Int32Array>;
  /** Path of each picture below the folder. */
  readonly names: readonly string[];
}

/** What a folder of pictures holds. */
export interface PictureFolder {
  /** In label order. */
  readonly classNames: readonly string[];
  readonly train: LabelledPictures;
  /** Where the folder has pictures to validate with of its own. */
  readonly validation: LabelledPictures | undefined;
  /** Where the folder has pictures to test on of its own. */
  readonly test: LabelledPictures | undefined;
  /** Of names and contents of all files. */
  readonly sha256: string;
  /** What was decided or left out that may surprise: pictures in folders inside a class, files that are no pictures. */
  readonly notes: readonly string[];
}

/** Fruit comes in the order in which its one-hot vectors are usually written; other classes by name. */
function orderClasses(names: readonly string[]): string[] {
  const isFruit = names.length === FRUIT.length && FRUIT.every((name) => names.includes(name));
  return isFruit ? FRUIT : [...names];
}

function notUsable(file: string, got: string): LosskitError {
  return new LosskitError('image-malformed', `${file}: expected a JPEG or PNG picture, got ${got}.`, {
    file,
  });
}

/** All pictures of a folder, in one row. */
interface ReadPictures {
  readonly values: Uint8Array;
  /** Of each file. */
  readonly digests: readonly string[];
}

/** The error of the first file that cannot be used, which says how many there are: all are to be mended at once. */
function firstOf(failures: ReadonlyMap<number, LosskitError>): LosskitError | undefined {
  const [first] = [...failures].sort(([a], [b]) => a - b).map(([, error]) => error);
  if (!first || failures.size === 1) return first;
  const message = `${first.message.slice(0, -1)} (the first of ${failures.size} files that cannot be used).`;
  return new LosskitError(first.code, message, first.location, { cause: first.cause });
}

/** Decodes files, in several threads where that pays. */
async function readFiles(
  paths: readonly string[],
  size: number,
  { files, onProgress, signal }: PictureFolderOptions,
): Promise<ReadPictures> {
  const rowLength = size * size * 3;
  const values = new Uint8Array(paths.length * rowLength);
  const digests: string[] = [];
  const failures = new Map<number, LosskitError>();
  // Only now: decoders take a while to load.
  const { pictureReaders } = await import('./pictures/pictureReaders.ts');
  const readers = pictureReaders(paths.length);
  let next = 0;
  let done = 0;

  /** Takes file after file. Two share a reader: one reads from the disk while the other one's picture is decoded. */
  async function work(reader: (typeof readers)[number]): Promise<void> {
    for (let index = next++; index < paths.length; index = next++) {
      if (signal?.aborted) throw new LosskitError('interrupted', 'readPictureFolder: stopped.');
      const file = paths[index] ?? '';
      try {
        const bytes = await readWholeFile(file, files);
        digests[index] = createHash('sha256').update(bytes).digest('hex');
        const reading = await reader.read(bytes, size);
        if ('pixels' in reading) values.set(reading.pixels, index * rowLength);
        else failures.set(index, notUsable(file, reading.got));
      } catch (error) {
        if (!(error instanceof LosskitError)) throw error;
        failures.set(index, error);
      }
      onProgress?.(++done, paths.length);
    }
  }

  try {
    await Promise.all([...readers, ...readers].map(work));
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
  const failure = firstOf(failures);
  if (failure) throw failure;
  return { values, digests };
}

/**
 * Reads photographs, one folder per class, or `train` and beside it `validation`, `test` or both with such folders; `training`,
 * `val`, `valid`, `dev` and `testing` are taken as well, in any case.
 *
 * JPEG and PNG files are told apart by content; WebP and AVIF are read where `sharp` is installed. Pictures of any size are
 * resized by area averaging to size × size, padded with white to a square, transparent parts white, turned upright by their EXIF
 * orientation. Pictures in folders inside a class belong to it. Hidden files and those that are named as no such picture are
 * left out, and counted in `notes`.
 *
 * @throws RangeError if size is out of range.
 * @throws LosskitError for a folder that is missing, has no class, one class (`classes-too-few`) or a class with too few pictures
 * to reach every part (three, less those parts that are given), for parts of different classes, for pictures that cannot be
 * decoded (`image-malformed`, the first file named, and how many there are), and `interrupted` where the signal aborts.
 * @example
 * ```ts
 * const { classNames } = await readPictureFolder({ folder: 'fruits' }); // fruits/train/apple/1.jpg, …
 * ```
 */
export async function readPictureFolder(options: PictureFolderOptions): Promise<PictureFolder> {
  const { folder, size = 32, files } = options;
  checkInteger('readPictureFolder', 'size', size, 8);
  const { classNames: found, parts, notes } = await listPictures(folder, files);
  const classNames = orderClasses(found);
  const { train = [], validation, test } = parts;
  const all = [train, validation ?? [], test ?? []].flat();
  const { values, digests } = await readFiles(
    all.map(({ name }) => join(folder, name)),
    size,
    options,
  );
  const ids = new Map(classNames.map((name, id) => [name, id]));
  const rowShape = [size, size, 3];
  const rowLength = size * size * 3;

  /** The pictures of a part, which begins at picture `start`. */
  function partFrom(start: number, pictures: readonly PictureFile[]): LabelledPictures {
    return {
      inputs: { values: values.subarray(start * rowLength, (start + pictures.length) * rowLength), rowShape },
      targets: {
        values: Int32Array.from(pictures, ({ className }) => ids.get(className) ?? 0),
        rowShape: [],
      },
      names: pictures.map(({ name }) => name),
    };
  }

  const digest = createHash('sha256');
  for (const [index, { name }] of all.entries()) digest.update(`${name}\0${digests[index]}\0`);
  const testStart = train.length + (validation?.length ?? 0);
  return {
    classNames,
    train: partFrom(0, train),
    validation: validation && partFrom(train.length, validation),
    test: test && partFrom(testStart, test),
    sha256: digest.digest('hex'),
    notes,
  };
}
