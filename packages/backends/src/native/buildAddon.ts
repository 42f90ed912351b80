import { mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findCompiler } from './compiler.ts';
import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import {
  addonFile,
  deviceListerFile,
  includeFolder,
  LIBRARY_NAME,
  libraryFolder,
  NODE_API_VERSION,
  quietLoaderFile,
} from './nativeFolder.ts';
import { lastLine, runProgram } from './runProgram.ts';
import { tfjsNodeFolder } from './tfjsNode.ts';

const sourceOf = (name: string) => fileURLToPath(new URL(`../../native/${name}`, import.meta.url));

// Node provides these symbols when it loads an addon.
const OPEN_SYMBOLS = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
const LIBRARY_PLACE =
  process.platform === 'darwin' ? '@loader_path/../../deps/lib' : '$ORIGIN/../../deps/lib';

/**
 * Compiles tfjs-node's addon against the libraries in an installation, and two small ones of our own.
 *
 * A few source files and Node-API's headers, which come from npm, are all there is to it, so the compiler is
 * called directly: no node-gyp, no Python, no headers of one Node version.
 *
 * @throws LosskitError `backend-unavailable` without a compiler or when it fails.
 */
export async function buildAddon(folder: string, { signal, onProgress }: InstallContext): Promise<void> {
  const compiler = await findCompiler(signal);
  onProgress({ step: `building the addon with ${compiler}` });

  const nodeApi = dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json'));
  const libraries = (await readdir(libraryFolder(folder))).filter((name) => LIBRARY_NAME.test(name));
  const binding = join(tfjsNodeFolder(), 'binding');
  await mkdir(dirname(addonFile(folder)), { recursive: true });

  const common = [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    ...OPEN_SYMBOLS,
    `-DNAPI_VERSION=${NODE_API_VERSION}`,
    `-I${join(nodeApi, 'include')}`,
  ];
  const withTensorflow = (place: string, sources: readonly string[]) => [
    '-o',
    place,
    `-I${includeFolder(folder)}`,
    ...sources,
    ...libraries.map((name) => join(libraryFolder(folder), name)),
    `-Wl,-rpath,${LIBRARY_PLACE}`,
  ];
  const builds = [
    [
      '-o',
      quietLoaderFile(folder),
      sourceOf('loadQuietly.cc'),
      ...(process.platform === 'linux' ? ['-ldl'] : []),
    ],
    withTensorflow(deviceListerFile(folder), [sourceOf('listDevices.cc')]),
    withTensorflow(
      addonFile(folder),
      ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(binding, name)),
    ),
  ];
  for (const words of builds) {
    const { code, reason, stderr } = await runProgram(compiler, [...common, ...words], { signal });
    signal.throwIfAborted();
    if (code !== 0) {
      const line = stderr.split('\n').find((text) => text.includes('error')) ?? lastLine(stderr);
      throw installError(
        'backend-unavailable',
        `expected ${compiler} to build the addon, got ${line.trim() || reason}.`,
      );
    }
  }
}
