import { existsSync } from 'node:fs';
import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { readInstallation } from './installation.ts';
import { loadNative, NATIVE_BACKEND } from './loadNative.ts';
import { addonFile, nativeFolder } from './nativeFolder.ts';
import { tfjsNodeFolder } from './tfjsNode.ts';

/** The command that makes native run. */
export const INSTALL_COMMAND = 'losskit backend install native';

function unavailable(got: string, cause?: unknown): LosskitError {
  return new LosskitError(
    'backend-unavailable',
    `backend: expected native TensorFlow to be installed, got ${got}; install it with: ${INSTALL_COMMAND}.`,
    {},
    cause === undefined ? {} : { cause },
  );
}

/**
 * The folder to load from: what losskit installed, else tfjs-node itself where its own install script worked.
 */
async function findNative(): Promise<string> {
  const own = tfjsNodeFolder();
  const folder = nativeFolder();
  if (await readInstallation(folder)) return folder;
  if (existsSync(addonFile(own))) return own;
  throw unavailable('none');
}

/**
 * Selects native TensorFlow: the one that the user has registered, else the installed one.
 *
 * @throws LosskitError `backend-unavailable`, with the command that installs it.
 */
export async function prepareNative(): Promise<void> {
  if (tf.findBackend(NATIVE_BACKEND) === null) {
    const folder = await findNative();
    try {
      loadNative(folder);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw unavailable(`one in ${folder} that does not load (${reason})`, cause);
    }
  }
  if (!(await tf.setBackend(NATIVE_BACKEND))) throw unavailable('one that does not start');
}
