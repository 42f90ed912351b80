import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { INSTALLATION_FILE, readInstallation } from './installation.ts';
import { addonFile, nativeFolder } from './nativeFolder.ts';

const ENTRY = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href;

let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'losskit-cache-'));
});
afterEach(() => rm(cache, { recursive: true }));

/**
 * Runs an expression of the built package in a process that looks for native in the cache folder of the test.
 */
async function evaluate(expression: string): Promise<unknown> {
  const program = `import * as backends from ${JSON.stringify(ENTRY)};
    console.log(JSON.stringify(await ${expression}));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, LOSSKIT_CACHE: cache },
  });
  return JSON.parse(stdout);
}

/** An installation whose files are whole by their sizes, but no libraries. */
async function writeWrongInstallation(): Promise<void> {
  const folder = nativeFolder(cache);
  await mkdir(dirname(addonFile(folder)), { recursive: true });
  await writeFile(addonFile(folder), 'no addon');
  const files = [{ path: 'lib/napi-v8/tfjs_binding.node', bytes: 8 }];
  const text = JSON.stringify({ format: 1, tensorflow: '0', source: 'a test', files });
  await writeFile(join(folder, INSTALLATION_FILE), text);
}

const REFUSAL = "backends.prepareBackend('native', 'tiny').catch(({ code, message }) => ({ code, message }))";

describe('where native is not installed', () => {
  test('auto takes what needs no installation', async () => {
    expect(await evaluate("backends.prepareBackend('auto', 'dense')")).toMatchObject({ name: 'wasm' });
    const { name } = {
      name: '',
      ...Object(await evaluate("backends.prepareBackend('auto', 'convolution')")),
    };
    expect(['wasm', 'cpu']).toContain(name);
  });

  test('native is refused with the command that installs it', async () => {
    expect(await evaluate(REFUSAL)).toEqual({
      code: 'backend-unavailable',
      message:
        'backend: expected native TensorFlow to be installed, got none; install it with: ' +
        'losskit backend install native.',
    });
  });
});

describe('where native is installed but does not load', () => {
  beforeEach(writeWrongInstallation);

  test('auto goes on, and native says why', async () => {
    expect(await readInstallation(nativeFolder(cache))).toBeDefined();
    expect(await evaluate("backends.prepareBackend('auto', 'large')")).toMatchObject({
      name: expect.stringMatching(/^(wasm|webgpu)$/),
    });
    expect(await evaluate(REFUSAL)).toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/that does not load \(.+\); install it with: /),
    });
  });
});
