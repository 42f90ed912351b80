import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { checkInteger, type ErrorCode, LosskitError } from '@losskit/errors';
import { type FileSystem, readWholeFile, readWholeFolder } from '@losskit/files';

import { readPicture } from './pictures/readPicture.ts';
import type { Rows } from './rows.ts';

const FRUIT = ['apple', 'pear', 'orange'];
const PICTURE = /\.(jpe?g|png)$/i;

/** Options of {@link readPictureFolder}. */
export interface PictureFolderOptions {
  /** A folder with one folder per class, or with `train` and `test` of such. */
  readonly folder: string;
  /** Height and width that every picture is resized to. At least 8. Default 32. */
  readonly size?: number | undefined;
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
  /** Where the folder has pictures to test on of its own. */
  readonly test: LabelledPictures | undefined;
  /** Of names and contents of all files. */
  readonly sha256: string;
}

/** A picture file: its path below the task's folder, with forward slashes, and its class. */
interface PictureFile {
  readonly name: string;
  readonly className: string;
}

function problem(
  code: Extract<ErrorCode, 'classes-too-few' | 'data-empty' | 'data-malformed'>,
  file: string,
  expectedAndGot: string,
) {
  return new LosskitError(code, `${file}: expected ${expectedAndGot}.`, { file });
}

async function readFolders(folder: string, files: FileSystem | undefined): Promise<string[]> {
  const entries = await readWholeFolder(folder, files);
  return entries.filter(({ name, isFolder }) => isFolder && !name.startsWith('.')).map(({ name }) => name);
}

async function listClasses(root: string, below: string, min: number, files: FileSystem | undefined) {
  const folder = join(root, below);
  const classNames = await readFolders(folder, files);
  if (classNames.length === 0)
    throw problem('data-empty', folder, 'a folder of pictures per class, got no folder');
  if (classNames.length === 1) {
    throw problem('classes-too-few', folder, `folders for at least two classes, got only '${classNames[0]}'`);
  }
  const pictures: PictureFile[] = [];
  for (const className of classNames) {
    const entries = await readWholeFolder(join(folder, className), files);
    const names = entries
      .filter(({ name, isFolder }) => !isFolder && !name.startsWith('.') && PICTURE.test(name))
      .map(({ name }) => name);
    if (names.length < min) {
      const got = names.length === 0 ? 'none' : names.length;
      throw problem(
        'data-empty',
        join(folder, className),
        `at least ${min} .jpg, .jpeg or .png files, got ${got}`,
      );
    }
    for (const name of names)
      pictures.push({ name: [below, className, name].filter(Boolean).join('/'), className });
  }
  return { classNames, pictures };
}

/** Fruit comes in the order in which its one-hot vectors are usually written; other classes by name. */
function orderClasses(names: readonly string[]): string[] {
  const isFruit = names.length === FRUIT.length && FRUIT.every((name) => names.includes(name));
  return isFruit ? FRUIT : [...names];
}

/**
 * Reads JPEG and PNG photographs, one folder per class, or `train` and `test` with such folders.
 *
 * Pictures of any size are resized by area averaging to size × size, padded with white to a square, transparent parts white,
 * turned upright by their EXIF orientation. Hidden files and files that are no `.jpg`, `.jpeg` or `.png` are ignored.
 *
 * @throws RangeError if size is out of range.
 * @throws LosskitError for a folder that is missing, has no class, one class (`classes-too-few`) or a class with fewer than
 * three pictures (with `train` and `test`: two and one), for
 * `train` and `test` with different classes, and for a picture that cannot be decoded (`image-malformed`, file named).
 * @example
 * ```ts
 * const { classNames } = await readPictureFolder({ folder: 'fruits' }); // fruits/train/apple/1.jpg, …
 * ```
 */
export async function readPictureFolder(options: PictureFolderOptions): Promise<PictureFolder> {
  const { folder, size = 32, files } = options;
  checkInteger('readPictureFolder', 'size', size, 8);
  const folders = await readFolders(folder, files);
  if (folders.length === 1 && (folders[0] === 'train' || folders[0] === 'test')) {
    throw problem(
      'data-malformed',
      folder,
      `both train and test, or one folder per class, got only ${folders[0]}`,
    );
  }
  const parted = folders.includes('train') && folders.includes('test');
  // Each class has to reach every part that the pictures are divided into.
  const trainFiles = await listClasses(folder, parted ? 'train' : '', parted ? 2 : 3, files);
  const testFiles = parted ? await listClasses(folder, 'test', 1, files) : undefined;
  if (testFiles && testFiles.classNames.join('/') !== trainFiles.classNames.join('/')) {
    const [wanted, got] = [trainFiles.classNames, testFiles.classNames].map((names) => names.join(', '));
    throw problem('data-malformed', join(folder, 'test'), `the classes of train (${wanted}), got ${got}`);
  }

  const classNames = orderClasses(trainFiles.classNames);
  const digest = createHash('sha256');

  async function readPart(pictures: readonly PictureFile[]): Promise<LabelledPictures> {
    const values = new Uint8Array(pictures.length * size * size * 3);
    for (const [index, picture] of pictures.entries()) {
      const path = join(folder, picture.name);
      const bytes = await readWholeFile(path, files);
      digest.update(`${picture.name}\0${bytes.length}\0`).update(bytes);
      values.set(readPicture(path, bytes, size), index * size * size * 3);
    }
    return {
      inputs: { values, rowShape: [size, size, 3] },
      targets: {
        values: Int32Array.from(pictures, ({ className }) => classNames.indexOf(className)),
        rowShape: [],
      },
      names: pictures.map((picture) => picture.name),
    };
  }

  const train = await readPart(trainFiles.pictures);
  const test = testFiles && (await readPart(testFiles.pictures));
  return { classNames, train, test, sha256: digest.digest('hex') };
}
