import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { type ErrorCode, LosskitError } from '@losskit/errors';
import { type FileSystem, readWholeFile, readWholeFolder } from '@losskit/files';

import { checkInteger } from './checkOption.ts';
import { readPicture } from './pictures/readPicture.ts';
import { stratifiedSplit } from './stratifiedSplit.ts';
import type { ImagePart, ImageTask } from './Task.ts';
import { takePictures } from './takePictures.ts';

const FRUIT = ['apple', 'pear', 'orange'];
const PICTURE = /\.(jpe?g|png)$/i;

export interface ImageFolderTaskOptions {
  /** A folder with one folder per class, or with `train` and `test` of such. */
  readonly folder: string;
  /** Height and width that every picture is resized to. At least 8. Default 32. */
  readonly size?: number;
  /** Name of the task. Default `'fruit'`. */
  readonly name?: string;
  readonly files?: FileSystem;
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

async function listClasses(root: string, below: string, least: number, files: FileSystem | undefined) {
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
    if (names.length < least) {
      const got = names.length === 0 ? 'none' : names.length;
      throw problem(
        'data-empty',
        join(folder, className),
        `at least ${least} .jpg, .jpeg or .png files, got ${got}`,
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

/** Divides without fixed test pictures: a fifth tests, a fifth of the rest validates. */
function splitPool(pool: ImagePart, test: ImagePart | undefined, seed: number) {
  const { first, second } = stratifiedSplit(
    pool.labels,
    0.2,
    seed,
    test ? 'folder validation' : 'folder test',
  );
  if (test) return { train: takePictures(pool, first), validation: takePictures(pool, second), test };
  const rest = takePictures(pool, first);
  const inner = stratifiedSplit(rest.labels, 0.2, seed, 'folder validation');
  return {
    train: takePictures(rest, inner.first),
    validation: takePictures(rest, inner.second),
    test: takePictures(pool, second),
  };
}

/**
 * A classification task from JPEG and PNG photographs, one folder per class.
 *
 * With `train` and `test` folders the test pictures are fixed, and the seed decides which fifth of `train` validates.
 * Otherwise the seed takes a fifth of each class as test pictures too. Pictures of any size are resized by area averaging to
 * size × size, padded with white to a square, transparent parts white, turned upright by their EXIF orientation. Hidden
 * files and files that are no `.jpg`, `.jpeg` or `.png` are ignored.
 *
 * @throws RangeError if size is out of range.
 * @throws LosskitError for a folder that is missing, has no class, one class (`classes-too-few`) or a class with fewer than
 * three pictures (with `train` and `test`: two and one), for
 * `train` and `test` with different classes, and for a picture that cannot be decoded (`image-malformed`, file named).
 * @example
 * ```ts
 * const task = await imageFolderTask({ folder: 'fruits' }); // fruits/train/apple/1.jpg, …
 * task.classNames; // ['apple', 'pear', 'orange']
 * ```
 */
export async function imageFolderTask(options: ImageFolderTaskOptions): Promise<ImageTask> {
  const { folder, size = 32, name = 'fruit', files } = options;
  checkInteger('imageFolderTask', 'size', size, 8);
  const folders = await readFolders(folder, files);
  if (folders.length === 1 && (folders[0] === 'train' || folders[0] === 'test')) {
    throw problem(
      'data-malformed',
      folder,
      `both train and test, or one folder per class, got only ${folders[0]}`,
    );
  }
  const parted = folders.includes('train') && folders.includes('test');
  // Each class has to reach every part that the seed divides.
  const trainFiles = await listClasses(folder, parted ? 'train' : '', parted ? 2 : 3, files);
  const testFiles = parted ? await listClasses(folder, 'test', 1, files) : undefined;
  if (testFiles && testFiles.classNames.join('/') !== trainFiles.classNames.join('/')) {
    const [wanted, got] = [trainFiles.classNames, testFiles.classNames].map((names) => names.join(', '));
    throw problem('data-malformed', join(folder, 'test'), `the classes of train (${wanted}), got ${got}`);
  }

  const classNames = orderClasses(trainFiles.classNames);
  const digest = createHash('sha256');

  async function readPart(pictures: readonly PictureFile[]): Promise<ImagePart> {
    const values = new Uint8Array(pictures.length * size * size * 3);
    for (const [index, picture] of pictures.entries()) {
      const path = join(folder, picture.name);
      const bytes = await readWholeFile(path, files);
      digest.update(`${picture.name}\0${bytes.length}\0`).update(bytes);
      values.set(readPicture(path, bytes, size), index * size * size * 3);
    }
    return {
      rows: pictures.length,
      inputs: { values, rowShape: [size, size, 3] },
      labels: Int32Array.from(pictures, ({ className }) => classNames.indexOf(className)),
      names: pictures.map((picture) => picture.name),
    };
  }

  const pool = await readPart(trainFiles.pictures);
  const test = testFiles && (await readPart(testFiles.pictures));
  return {
    kind: 'classification',
    name,
    origin: { kind: 'folder', folder, sha256: digest.digest('hex'), pictures: pool.rows + (test?.rows ?? 0) },
    classNames,
    pictureShape: [size, size, 3],
    split: (seed) => splitPool(pool, test, seed),
  };
}
