import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { typeError } from '@losskit/errors';
import { type FileSystem, fileError, nodeFileSystem, readWholeFolder, writeWholeFile } from '@losskit/files';
import * as tf from '@tensorflow/tfjs-core';

/** A model that can be saved by tfjs, such as a `tf.LayersModel`. */
export interface SavableModel {
  save(handler: tf.io.IOHandler): Promise<unknown>;
}

export const TOPOLOGY_NAME = 'model.json';
const WEIGHTS_PATTERN = /^weights-[0-9a-f]{12}\.bin$/;

/** Removes the weights of models that were there before. */
async function removeOthers(folder: string, kept: string, files: FileSystem): Promise<void> {
  for (const { name } of await readWholeFolder(folder, files)) {
    if (name === kept || !WEIGHTS_PATTERN.test(name)) continue;
    try {
      await files.remove(join(folder, name));
    } catch (cause) {
      throw fileError('file-unwritable', join(folder, name), cause);
    }
  }
}

/**
 * Writes a `tf.LayersModel` as the files that tfjs reads everywhere: `model.json` and its weights, whose name
 * has the start of their sha256. So a model that was there before stays whole until the new `model.json`
 * takes its place, at once.
 *
 * @param folder - Made where it is missing.
 * @returns The path of `model.json`.
 * @throws LosskitError `file-unwritable` or `file-unreadable`; what the model throws, if it cannot be saved.
 * @example
 * ```ts
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
 * await exportLayersModel(model, 'trained');
 * ```
 */
export async function exportLayersModel(
  model: SavableModel,
  folder: string,
  files: FileSystem = nodeFileSystem,
): Promise<string> {
  const path = join(folder, TOPOLOGY_NAME);
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    const { weightData, weightSpecs, ...rest } = artifacts;
    if (!weightData || !weightSpecs) {
      throw typeError('exportLayersModel', 'a model with weights', 'none');
    }
    const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
    const name = `weights-${createHash('sha256').update(weights).digest('hex').slice(0, 12)}.bin`;
    const weightsManifest = [{ paths: [name], weights: weightSpecs }];
    await writeWholeFile(join(folder, name), weights, files);
    await writeWholeFile(path, JSON.stringify({ ...rest, weightsManifest }), files);
    await removeOthers(folder, name, files);
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  return path;
}
