import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { downloadFile } from './downloadFile.ts';
import { checkFreeSpace } from './freeSpace.ts';
import type { InstallContext } from './InstallProgress.ts';
import { addonFile, NODE_API_VERSION, TFJS_NODE_VERSION } from './nativeFolder.ts';
import { unpackArchive } from './unpackArchive.ts';
import { unpackLibrary } from './unpackLibrary.ts';

const LIBRARY_VERSION = '2.9.1';
const UNPACKED_BYTES = 600_000_000;

/** The same variable as tfjs-node's own install script. */
const host = (): string => process.env.TFJS_NODE_CDN_STORAGE || 'https://storage.googleapis.com/';

/**
 * Archives that tfjs-node is released with. Those for arm64 hold an older TensorFlow, which lacks what it
 * calls.
 */
function archiveNames(): { library: string; addon: string } | undefined {
  const system = { linux: 'linux', darwin: 'darwin' }[String(process.platform)];
  if (system === undefined || process.arch !== 'x64') return undefined;
  return {
    library: `tensorflow/libtensorflow/libtensorflow-cpu-${system}-x86_64-${LIBRARY_VERSION}.tar.gz`,
    addon: `tf-builds/pre-built-binary/napi-v${NODE_API_VERSION}/${TFJS_NODE_VERSION}/CPU-${system}-${TFJS_NODE_VERSION}.tar.gz`,
  };
}

/** What came: the libraries, and the addon where it could be had too. Or why nothing did. */
export type OfficialDownload = { readonly addon: boolean } | { readonly problem: string };

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error.message || error.name;
}

/**
 * Downloads libtensorflow and tfjs-node's prebuilt addon from where tfjs-node's install script takes them.
 */
export async function fetchOfficial(folder: string, context: InstallContext): Promise<OfficialDownload> {
  const { signal, onProgress } = context;
  const names = archiveNames();
  if (!names) return { problem: `there is none for ${process.platform}-${process.arch}` };
  const file = join(folder, 'official.tar.gz');
  const step = `downloading libtensorflow ${LIBRARY_VERSION}`;
  const fetchArchive = (name: string) =>
    downloadFile(new URL(name, host()).href, file, {
      signal,
      onBytes: (done, total) => onProgress({ step, ...(total ? { bytes: { done, total } } : {}) }),
    });
  try {
    onProgress({ step });
    await checkFreeSpace(folder, UNPACKED_BYTES);
    await fetchArchive(names.library);
    await unpackLibrary(file, folder, context);
  } catch (error) {
    signal.throwIfAborted();
    return { problem: reasonOf(error) };
  }
  try {
    await fetchArchive(names.addon);
    // As node-pre-gyp does, which packed it.
    await unpackArchive(file, dirname(addonFile(folder)), { signal, strip: 1 });
    return { addon: true };
  } catch {
    signal.throwIfAborted();
    return { addon: false };
  } finally {
    await rm(file, { force: true });
  }
}
