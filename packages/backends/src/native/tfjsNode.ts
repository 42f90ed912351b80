import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { LosskitError } from '@losskit/errors';

import { TFJS_NODE_VERSION } from './nativeFolder.ts';

const PACKAGE = '@tensorflow/tfjs-node';
const require = createRequire(import.meta.url);

/**
 * Folder of the installed `@tensorflow/tfjs-node`, which need not have its addon.
 *
 * @throws LosskitError `backend-unavailable` where it is not installed, with the command that installs it.
 */
export function tfjsNodeFolder(): string {
  try {
    return dirname(require.resolve(`${PACKAGE}/package.json`));
  } catch (cause) {
    throw new LosskitError(
      'backend-unavailable',
      `backend: expected the package ${PACKAGE} ${TFJS_NODE_VERSION}, got none; its own install script is not ` +
        `needed: npm install --ignore-scripts ${PACKAGE}@${TFJS_NODE_VERSION}.`,
      {},
      { cause },
    );
  }
}

/** Loads a module of `@tensorflow/tfjs-node` without its main file, which would look for its own addon. */
export function requireTfjsNode(module: 'register_all_kernels' | 'nodejs_kernel_backend'): unknown {
  return require(`${PACKAGE}/dist/${module}`);
}
