import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version of `@tensorflow/tfjs-node` whose addon is built and whose JavaScript drives it. */
export const TFJS_NODE_VERSION = '4.22.0';

/**
 * Addons of one Node-API version load in every Node that has it, so Node's own version is not part of the
 * folder.
 */
export const NODE_API_VERSION = 8;

/**
 * Where losskit keeps what it installs: `LOSSKIT_CACHE`, else the platform's cache folder of the user.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { LOSSKIT_CACHE, XDG_CACHE_HOME } = environment;
  if (LOSSKIT_CACHE) return LOSSKIT_CACHE;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'losskit');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'losskit');
}

/** Folder of the native backend of this platform, inside {@link cacheFolder}. */
export function nativeFolder(cache: string = cacheFolder()): string {
  const key = `tfjs-node-${TFJS_NODE_VERSION}-napi-v${NODE_API_VERSION}-${process.platform}-${process.arch}`;
  return join(cache, 'native', key);
}

/** Folder of the TensorFlow libraries inside an installation. */
export const libraryFolder = (folder: string): string => join(folder, 'deps', 'lib');

/** Folder of the TensorFlow headers inside an installation. */
export const includeFolder = (folder: string): string => join(folder, 'deps', 'include');

/**
 * tfjs-node's addon inside an installation. It finds the libraries by this place, so the layout is
 * tfjs-node's.
 */
export const addonFile = (folder: string): string =>
  join(folder, 'lib', `napi-v${NODE_API_VERSION}`, 'tfjs_binding.node');

/** The addon that loads the libraries without their messages; missing where the prebuilt addon is used. */
export const quietLoaderFile = (folder: string): string =>
  join(folder, 'lib', `napi-v${NODE_API_VERSION}`, 'load_quietly.node');

/** The addon that asks TensorFlow for its devices; missing where the prebuilt addon is used. */
export const deviceListerFile = (folder: string): string =>
  join(folder, 'lib', `napi-v${NODE_API_VERSION}`, 'list_devices.node');

/** Libraries in the order in which they are loaded and linked. */
export const LIBRARY_NAME = /^libtensorflow(_framework|_cc)?\.(so\.2|2\.dylib)$/;
