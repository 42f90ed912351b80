import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';

import { patchSelect } from '../kernels/patchSelect.ts';
import { addonFile, LIBRARY_NAME, libraryFolder, quietLoaderFile } from './nativeFolder.ts';
import { requireTfjsNode } from './tfjsNode.ts';

/** tfjs-node's name for its backend. */
export const NATIVE_BACKEND = 'tensorflow';

type Loader = (path: string) => unknown;
type BackendConstructor = new (binding: unknown, packageName: string) => tf.KernelBackend;

function member(module: unknown, name: string): unknown {
  return typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
}

const isLoader = (value: unknown): value is Loader => typeof value === 'function';
const isBackendConstructor = (value: unknown): value is BackendConstructor => typeof value === 'function';

/**
 * Settings that TensorFlow reads when it is loaded, where the user has none. One thread per process: the
 * steps here are small, and comparisons run one process per core.
 */
function setDefaults(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_NUM_INTEROP_THREADS ??= '1';
}

/**
 * Threads of native TensorFlow in this process: set before it is loaded, they also decide the last bits of
 * results.
 */
export function nativeThreads(): { readonly withinOperation: number; readonly betweenOperations: number } {
  return {
    withinOperation: Number(process.env.TF_NUM_INTRAOP_THREADS ?? 1),
    betweenOperations: Number(process.env.TF_NUM_INTEROP_THREADS ?? 1),
  };
}

/** tfjs-node calls functions of `node:util` that Node 23 removed and earlier versions warn about. */
function bridgeUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}

/**
 * Loads native TensorFlow from a folder and registers it with tfjs, without selecting it.
 *
 * @throws Error of the dynamic loader where the addon or a library does not fit this machine.
 * @returns The version of TensorFlow.
 */
export function loadNative(folder: string): string {
  setDefaults();
  bridgeUtil();
  const require = createRequire(import.meta.url);
  if (existsSync(quietLoaderFile(folder))) {
    const loadQuietly = member(require(quietLoaderFile(folder)), 'loadQuietly');
    const names = readdirSync(libraryFolder(folder)).filter((name) => LIBRARY_NAME.test(name));
    // The others depend on the framework.
    names.sort((a, b) => Number(b.includes('_framework')) - Number(a.includes('_framework')));
    if (isLoader(loadQuietly)) for (const name of names) loadQuietly(join(libraryFolder(folder), name));
  }
  const binding: unknown = require(addonFile(folder));
  requireTfjsNode('register_all_kernels');
  patchSelect(NATIVE_BACKEND);
  const Backend = member(requireTfjsNode('nodejs_kernel_backend'), 'NodeJSKernelBackend');
  if (!isBackendConstructor(Backend)) {
    throw new Error('@tensorflow/tfjs-node has no NodeJSKernelBackend; its version does not fit');
  }
  tf.registerBackend(NATIVE_BACKEND, () => new Backend(binding, '@tensorflow/tfjs-node'), 3);
  return String(member(binding, 'TF_Version'));
}
