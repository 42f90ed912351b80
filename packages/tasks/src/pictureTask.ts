import { type LabelledPictures, readPictureFolder, stratifiedSplit } from '@losskit/data';
import type { FileSystem } from '@losskit/files';

import { defineReferencedTask } from './defineTask.ts';
import { pictureNetwork } from './models/pictureNetwork.ts';
import type { Task } from './Task.ts';
import { takePictures } from './takePictures.ts';

/** Options of {@link pictureTask}. */
export interface PictureTaskOptions {
  /** A folder with one folder per class, or with `train` and `test` of such. */
  readonly folder: string;
  /** Height and width that every picture is resized to; a multiple of 4. Default 32. */
  readonly size?: number | undefined;
  /** Name of the task. Default: that of the folder. */
  readonly name?: string | undefined;
  readonly files?: FileSystem | undefined;
}

/** Divides without fixed test pictures: a fifth tests, a fifth of the rest validates. */
function splitPictures(pool: LabelledPictures, test: LabelledPictures | undefined, seed: number) {
  const { first, second } = stratifiedSplit(
    pool.targets.values,
    0.2,
    seed,
    test ? 'folder validation' : 'folder test',
  );
  if (test) return { train: takePictures(pool, first), validation: takePictures(pool, second), test };
  const rest = takePictures(pool, first);
  const inner = stratifiedSplit(rest.targets.values, 0.2, seed, 'folder validation');
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
 * Otherwise the seed takes a fifth of each class as test pictures too.
 *
 * @throws LosskitError as `readPictureFolder` of `@losskit/data`.
 * @example
 * ```ts
 * const task = await pictureTask({ folder: 'fruits' }); // fruits/train/apple/1.jpg, …
 * task.classNames; // ['apple', 'pear', 'orange']
 * ```
 */
export async function pictureTask(options: PictureTaskOptions): Promise<Task> {
  const { folder, size, files } = options;
  const name = options.name ?? (folder.split(/[\\/]/).filter(Boolean).at(-1) || 'pictures');
  const { classNames, train, test, sha256 } = await readPictureFolder({ folder, size, files });
  return defineReferencedTask(
    {
      name,
      target: 'multiclass',
      classNames,
      origin: { kind: 'folder', folder, sha256, pictures: train.names.length + (test?.names.length ?? 0) },
      sampling: test ? 'fixed test' : 'split',
      data: ({ seed }) => splitPictures(train, test, seed),
      model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
      batchSize: 32,
      steps: 200,
      minEpochs: 4,
    },
    { from: 'pictures', name, folder },
  );
}
