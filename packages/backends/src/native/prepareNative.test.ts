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
 * Runs expressions of the built package, one after the other in one process, which looks for native in the cache folder of the test.
 */
async function evaluateInTurn(...expressions: readonly string[]): Promise<readonly unknown[]> {
  const program = `import * as backends from ${JSON.stringify(ENTRY)};
    console.log(JSON.stringify([${expressions.map((expression) => `await ${expression}`).join()}]));`;
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
  test('it is refused with the command that installs it, and auto takes what needs no installation', async () => {
    const [refusal, automatic] = await evaluateInTurn(REFUSAL, "backends.prepareBackend('auto', 'dense')");
    expect(refusal).toEqual({
      code: 'backend-unavailable',
      message:
        'backend: expected native TensorFlow to be installed, got none; install it with: ' +
        'losskit backend install native.',
    });
    expect(automatic).toMatchObject({ name: 'wasm' });
  });

  test('auto takes it for convolutions, too', async () => {
    const [automatic] = await evaluateInTurn("backends.prepareBackend('auto', 'convolution')");
    expect(automatic).toMatchObject({ name: expect.stringMatching(/^(wasm|cpu)$/) });
  });
});

describe('where native is installed but does not load', () => {
  beforeEach(writeWrongInstallation);

  test('auto goes on, and native says why', async () => {
    expect(await readInstallation(nativeFolder(cache))).toBeDefined();
    const [automatic, refusal] = await evaluateInTurn("backends.prepareBackend('auto', 'large')", REFUSAL);
    expect(automatic).toMatchObject({ name: expect.stringMatching(/^(wasm|webgpu)$/) });
    expect(refusal).toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/that does not load \(.+\); install it with: /),
    });
  });
});
