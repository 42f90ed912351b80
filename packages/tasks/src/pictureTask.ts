import { type LabelledPictures, type PictureFolder, readPictureFolder, stratifiedSplit } from '@losskit/data';
import type { FileSystem } from '@losskit/files';

import { defineReferencedTask } from './defineTask.ts';
import { pictureNetwork } from './models/pictureNetwork.ts';
import type { Task } from './Task.ts';
import { takePictures } from './takePictures.ts';

/** Options of {@link pictureTask}. */
export interface PictureTaskOptions {
  /** A folder with one folder per class, or with `train` and beside it `validation`, `test` or both of such. */
  readonly folder: string;
  /** Height and width that every picture is resized to; a multiple of 4. Default 32. */
  readonly size?: number | undefined;
  /** The metric that ranks losses, by its name, such as `topKAccuracy:k=3`. Default: `accuracy`. */
  readonly rankBy?: string | undefined;
  /** Name of the task. Default: that of the folder. */
  readonly name?: string | undefined;
  readonly files?: FileSystem | undefined;
  /** Called after every picture with how many of how many are read. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** A fifth of each class, drawn by the seed, and the rest. */
function drawFifth(pictures: LabelledPictures, seed: number, purpose: string) {
  const { first, second } = stratifiedSplit(pictures.targets.values, 0.2, seed, purpose);
  return { rest: takePictures(pictures, first), fifth: takePictures(pictures, second) };
}

/** The parts that the folder has; of those that it lacks, a fifth of what trains. */
function splitPictures({ train, validation, test }: PictureFolder, seed: number) {
  const tested = test ? { rest: train, fifth: test } : drawFifth(train, seed, 'folder test');
  const validated = validation
    ? { rest: tested.rest, fifth: validation }
    : drawFifth(tested.rest, seed, 'folder validation');
  return { train: validated.rest, validation: validated.fifth, test: tested.fifth };
}

/**
 * A classification task from JPEG and PNG photographs, one folder per class.
 *
 * With `train`, `validation` and `test` folders, by these names or others in use (`Training`, `val`, …), these are the parts.
 * Without `test` the seed takes a fifth of each class to test, without `validation` a fifth of the rest to validate.
 *
 * @throws LosskitError as `readPictureFolder` of `@losskit/data`.
 * @example
 * ```ts
 * const task = await pictureTask({ folder: 'fruits' }); // fruits/train/apple/1.jpg, …
 * task.classNames; // ['apple', 'pear', 'orange']
 * ```
 */
export async function pictureTask(options: PictureTaskOptions): Promise<Task> {
  const { folder, rankBy } = options;
  const name = options.name ?? (folder.split(/[\\/]/).filter(Boolean).at(-1) || 'pictures');
  const pictures = await readPictureFolder(options);
  const { classNames, train, validation, test, sha256, notes } = pictures;
  const count = [train, validation, test].reduce((sum, part) => sum + (part?.names.length ?? 0), 0);
  return defineReferencedTask(
    {
      name,
      target: 'multiclass',
      rankBy,
      classNames,
      origin: { kind: 'folder', folder, sha256, pictures: count },
      note: notes.length === 0 ? undefined : notes.join('; '),
      sampling: test ? 'fixed test' : 'split',
      data: ({ seed }) => splitPictures(pictures, seed),
      model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
      batchSize: 32,
      steps: 200,
      minEpochs: 4,
    },
    { from: 'pictures', name, folder, rankBy },
  );
}
