import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { fileError, writeWholeFile } from '@losskit/files';

import { buildAddon } from './buildAddon.ts';
import { findCompiler } from './compiler.ts';
import { copyLibrary } from './copyLibrary.ts';
import { fetchOfficial } from './fetchOfficial.ts';
import { checkWheelDigest, fetchWheel } from './fetchWheel.ts';
import { checkFreeSpace } from './freeSpace.ts';
import type { InstallContext } from './InstallProgress.ts';
import { INSTALLATION_FILE, type Installation, listFiles, readInstallation } from './installation.ts';
import { installError } from './installError.ts';
import {
  addonFile,
  cacheFolder,
  deviceListerFile,
  LIBRARY_NAME,
  libraryFolder,
  nativeFolder,
  quietLoaderFile,
} from './nativeFolder.ts';
import { makeStagingFolder } from './stagingFolder.ts';
import { tfjsNodeFolder } from './tfjsNode.ts';
import { unpackLibrary } from './unpackLibrary.ts';
import { unpackWheel } from './unpackWheel.ts';
import { verifyInstallation } from './verifyInstallation.ts';
import { pinnedWheel, wheelFor } from './wheel.ts';

/** Settings of {@link installNative}. */
export interface InstallOptions {
  /** A wheel, a tar.gz of libtensorflow, or a folder with either unpacked, in place of downloads. */
  readonly from?: string | undefined;
  /** Where to install. Default: {@link cacheFolder}. */
  readonly cache?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: InstallContext['onProgress'];
  /** Called with a sentence when a way of getting TensorFlow failed and the next is tried. */
  readonly onNotice?: (sentence: string) => void;
  /** The steps that need a real TensorFlow. Default: compile the addon, train a step. */
  readonly steps?: InstallSteps;
}

/** The steps that need a real TensorFlow. */
export interface InstallSteps {
  readonly build: (folder: string, context: InstallContext) => Promise<void>;
  /** @returns The version of TensorFlow. */
  readonly verify: (folder: string, context: InstallContext) => Promise<string>;
}

const REAL_STEPS: InstallSteps = { build: buildAddon, verify: verifyInstallation };

/** An installed native backend. */
export interface InstalledNative extends Installation {
  readonly folder: string;
  /** Whether it was there before. */
  readonly already: boolean;
}

async function fromPlace(from: string, folder: string, context: InstallContext): Promise<string> {
  const path = resolve(from);
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError('file-missing', path, cause);
  });
  if (found.isDirectory()) await copyLibrary(path, folder, context);
  else if (!found.isFile()) throw fileError('file-unreadable', path, new Error('it is no file'));
  else if (/\.(tar\.gz|tgz)$/.test(path)) await unpackLibrary(path, folder, context);
  else {
    const pinned = pinnedWheel(basename(path));
    if (pinned) await checkWheelDigest(pinned, path, context.signal);
    await unpackWheel(path, folder, context);
  }
  return basename(path);
}

async function fromIndex(folder: string, context: InstallContext): Promise<string> {
  const wheel = wheelFor();
  if (!wheel) {
    throw installError(
      'backend-unavailable',
      `expected Linux on x64 or arm64 or macOS on arm64, got ${process.platform} on ${process.arch}; ` +
        'name a libtensorflow with --from, or use wasm, which needs nothing installed.',
    );
  }
  // Before a large download, not after it.
  await findCompiler(context.signal);
  await checkFreeSpace(folder, wheel.bytes + wheel.unpackedBytes);
  const file = await fetchWheel(wheel, folder, context);
  await unpackWheel(file, folder, context);
  await rm(file);
  return `${wheel.project} ${wheel.version} of the Python package index`;
}

interface Obtained {
  /** Where the libraries came from, as a phrase. */
  readonly source: string;
  readonly tensorflow: string;
}

/** tfjs-node's own download, with its addon or one that is built for it; or why it cannot be used. */
async function obtainOfficial(
  folder: string,
  context: InstallContext,
  { build, verify }: InstallSteps,
): Promise<Obtained | string> {
  const download = await fetchOfficial(folder, context);
  if ('problem' in download) return download.problem;
  try {
    if (!download.addon) await build(folder, context);
    return { source: "tfjs-node's own download", tensorflow: await verify(folder, context) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof LosskitError) return error.message;
    throw error;
  }
}

/** Brings verified libraries, headers and addon into the folder. */
async function obtain(
  folder: string,
  context: InstallContext,
  { from, onNotice, steps }: InstallOptions,
): Promise<Obtained> {
  const { build, verify } = steps ?? REAL_STEPS;
  let source: string;
  if (from === undefined) {
    const official = await obtainOfficial(folder, context, { build, verify });
    if (typeof official !== 'string') return official;
    onNotice?.(`tfjs-node's own download cannot be used (${official}); taking the Python package index.`);
    for (const name of ['deps', 'lib']) await rm(join(folder, name), { recursive: true, force: true });
    source = await fromIndex(folder, context);
  } else {
    // Before a gigabyte is unpacked, not after it.
    if (!steps) await findCompiler(context.signal);
    source = await fromPlace(from, folder, context);
  }
  await build(folder, context);
  return { source, tensorflow: await verify(folder, context) };
}

/** Files that must be there, whole, for the backend to load. */
async function essentialFiles(folder: string): Promise<string[]> {
  const libraries = (await readdir(libraryFolder(folder))).filter((name) => LIBRARY_NAME.test(name));
  const addons = [addonFile(folder), quietLoaderFile(folder), deviceListerFile(folder)].filter(existsSync);
  return [...libraries.map((name) => join(libraryFolder(folder), name)), ...addons].map((path) =>
    relative(folder, path),
  );
}

/** Puts the finished folder in place, whatever broken thing stands there. */
async function moveIntoPlace(staging: string, folder: string): Promise<void> {
  const old = `${staging}.old`;
  if (existsSync(folder)) await rename(folder, old);
  await rename(staging, folder);
  await rm(old, { recursive: true, force: true });
}

/** Problems with the disk as sentences; everything else as it is. */
function explain(error: unknown, folder: string, signal: AbortSignal): unknown {
  if (signal.aborted) return installError('interrupted', 'stopped; nothing was installed.');
  if (error instanceof LosskitError || !(error instanceof Error) || !('syscall' in error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : folder;
  return fileError('file-unwritable', path, error);
}

/**
 * Installs native TensorFlow for `@tensorflow/tfjs-node` into losskit's cache folder, or finds it installed.
 *
 * Tries tfjs-node's own download, then the TensorFlow of the user's Python package index, and builds the
 * addon. All happens in a folder that gets its name only after a training step ran in it; on any failure
 * nothing is left.
 *
 * @throws LosskitError `backend-unavailable`, `file-corrupt`, `file-missing`, `file-unwritable` or
 * `interrupted`, each with what to do.
 */
export async function installNative(options: InstallOptions = {}): Promise<InstalledNative> {
  const { from, cache = cacheFolder(), onProgress = () => {} } = options;
  const signal = options.signal ?? new AbortController().signal;
  const context: InstallContext = { signal, onProgress };
  const folder = nativeFolder(cache);
  tfjsNodeFolder();

  const present = await readInstallation(folder);
  if (present && from === undefined) return { ...present, folder, already: true };

  let staging: string | undefined;
  try {
    staging = await makeStagingFolder(folder);
    const { source, tensorflow } = await obtain(staging, context, options);
    const files = await listFiles(staging, await essentialFiles(staging));
    const installation: Installation = { format: 1, tensorflow, source, files };
    await writeWholeFile(join(staging, INSTALLATION_FILE), `${JSON.stringify(installation, null, 2)}\n`);
    await moveIntoPlace(staging, folder);
    return { ...installation, folder, already: false };
  } catch (error) {
    throw explain(error, dirname(folder), signal);
  } finally {
    // Retries: where unpacking failed, a file may still be on its way.
    if (staging !== undefined) await rm(staging, { recursive: true, force: true, maxRetries: 5 });
  }
}
