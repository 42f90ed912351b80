import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem, readOpenFile } from '@losskit/files';
import type * as tf from '@tensorflow/tfjs-core';

import { TOPOLOGY_NAME } from './exportLayersModel.ts';
import { checkManifest } from './modelManifest.ts';

/** The largest model.json, in bytes. */
const TOPOLOGY_CAP = 64 * 2 ** 20;

function problem(path: string, expected: string, got: string): LosskitError {
  return new LosskitError('model-malformed', `${path}: expected ${expected}, got ${got}.`, { file: path });
}

/** A file of known size, which must not be a link to one elsewhere. */
function readExactly(path: string, maxBytes: number, files: FileSystem): Promise<Uint8Array> {
  return readOpenFile(
    path,
    async (file) => {
      if (file.size > maxBytes) throw problem(path, `at most ${maxBytes} bytes`, `${file.size}`);
      return file.read(0, file.size);
    },
    files,
    { followLink: false },
  );
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw problem(path, 'JSON', 'something else');
  }
}

/**
 * Reads the files of a `tf.LayersModel`, which tfjs or its converter wrote, and checks all of them before a
 * tensor is made: names, types, shapes, and that the weights fill their files exactly. It reads files beside
 * `model.json` only, whatever paths that claims, and follows no symbolic link.
 *
 * @param folder - With `model.json` and the files of weights.
 * @returns What `tf.loadLayersModel` takes.
 * @throws LosskitError `model-malformed`, `file-missing` or `file-unreadable`, with the path.
 * @example
 * ```ts
 * const model = await tf.loadLayersModel(await importLayersModel('trained'));
 * ```
 */
export async function importLayersModel(
  folder: string,
  files: FileSystem = nodeFileSystem,
): Promise<tf.io.IOHandler> {
  const path = join(folder, TOPOLOGY_NAME);
  const json = parseJson(await readExactly(path, TOPOLOGY_CAP, files), path);
  const { topology, groups } = checkManifest(json, path);
  const pieces: Uint8Array[] = [];
  for (const { names, bytes } of groups) {
    let left = bytes;
    for (const name of names) {
      const piece = await readExactly(join(folder, name), left, files);
      left -= piece.length;
      pieces.push(piece);
    }
    if (left > 0) throw problem(path, `${bytes} bytes of weights in ${names.join(', ')}`, `${bytes - left}`);
  }
  const weights = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    weights.set(piece, position);
    position += piece.length;
  }
  const artifacts: tf.io.ModelArtifacts = {
    modelTopology: topology,
    weightSpecs: groups.flatMap(({ specs }) => [...specs]),
    weightData: weights.buffer,
  };
  return { load: async () => artifacts };
}
