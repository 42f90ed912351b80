import { readFileSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { FAKE_LIBRARY, fakeTensorflow, fakeWheel } from '../../fixtures/fakeWheel.ts';
import type { InstallProgress } from './InstallProgress.ts';
import { readInstallation } from './installation.ts';
import { type InstallOptions, type InstallSteps, installNative } from './installNative.ts';
import { addonFile, nativeFolder } from './nativeFolder.ts';
import { removeNative } from './removeNative.ts';
import { wheelFor } from './wheel.ts';

/** In place of compiling and training, which fake libraries cannot do. */
const steps: InstallSteps = {
  async build(folder) {
    await mkdir(dirname(addonFile(folder)), { recursive: true });
    await writeFile(addonFile(folder), 'no addon');
  },
  verify: async () => '9.9.9',
};

let folder = '';
let cache = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-native-'));
  cache = join(folder, 'cache');
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const install = (from: string, options: InstallOptions = {}) =>
  installNative({ from, cache, steps, ...options });

/** Everything in the cache that an installation may leave. */
const remains = () => readdir(join(cache, 'native')).catch(() => []);

async function problemOf(promise: Promise<unknown>): Promise<LosskitError> {
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof LosskitError) return error;
  throw error;
}

describe('an installation', () => {
  test('of a wheel is complete, and found the second time', async () => {
    const wheel = await write('a.whl', fakeWheel());
    const seen: InstallProgress[] = [];
    const first = await install(wheel, { onProgress: (progress) => seen.push(progress) });
    expect(first).toMatchObject({ tensorflow: '9.9.9', source: 'a.whl', already: false });
    expect(first.files).toHaveLength(3);
    expect(await remains()).toHaveLength(1);
    expect(seen.at(-1)).toMatchObject({ step: 'unpacking TensorFlow' });
    expect(seen.at(-1)?.bytes?.done).toBe(seen.at(-1)?.bytes?.total);

    expect(await installNative({ cache, steps })).toEqual({ ...first, already: true });
    expect(await readFile(join(first.folder, 'deps/include/tensorflow/c/c_api.h'), 'utf8')).toContain('//');
  });

  test('of a folder or a tar.gz takes libraries and headers', async () => {
    for (const [path, content] of Object.entries(fakeTensorflow())) {
      await write(path.startsWith('lib') ? `tf/lib/${path}` : `tf/${path}`, content);
      await write(`site/tensorflow/${path}`, content);
    }
    // As the released archives have them.
    const [library = ''] = Object.keys(fakeTensorflow());
    await rename(join(folder, 'tf/lib', library), join(folder, 'tf/lib', `${library}.9.1`));
    await symlink(`${library}.9.1`, join(folder, 'tf/lib', library));
    const archive = join(folder, 'libtensorflow.tar.gz');
    await create({ file: archive, cwd: join(folder, 'tf'), gzip: true }, ['lib', 'include']);
    for (const from of [join(folder, 'tf'), join(folder, 'site'), archive]) {
      expect((await install(from)).files).toHaveLength(3);
    }
  });

  test.skipIf(process.arch !== 'x64' || process.platform === 'win32')(
    "takes tfjs-node's own download where it is to be had, with its addon",
    async () => {
      for (const [path, content] of Object.entries(fakeTensorflow())) {
        await write(path.startsWith('lib') ? `tf/lib/${path}` : `tf/${path}`, content);
      }
      await write('addon/napi-v8/tfjs_binding.node', 'no addon');
      const archives = { library: join(folder, 'library.tar.gz'), addon: join(folder, 'addon.tar.gz') };
      await create({ file: archives.library, cwd: join(folder, 'tf'), gzip: true }, ['lib', 'include']);
      await create({ file: archives.addon, cwd: join(folder, 'addon'), gzip: true }, ['napi-v8']);
      const asked: string[] = [];
      const server = createServer(({ url = '' }, response) => {
        asked.push(url);
        response.end(readFileSync(url.includes('pre-built') ? archives.addon : archives.library));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const bound = server.address();
      vi.stubEnv('TFJS_NODE_CDN_STORAGE', `http://127.0.0.1:${Object(bound).port}/`);
      try {
        const build = vi.fn();
        const installed = await installNative({ cache, steps: { ...steps, build } });
        expect(installed).toMatchObject({ already: false, source: "tfjs-node's own download" });
        expect(installed.files).toHaveLength(3);
        expect(build).not.toHaveBeenCalled();
        expect(asked).toEqual([
          expect.stringMatching(
            /^\/tensorflow\/libtensorflow\/libtensorflow-cpu-\w+-x86_64-2\.9\.1\.tar\.gz$/,
          ),
          expect.stringMatching(
            /^\/tf-builds\/pre-built-binary\/napi-v8\/4\.22\.0\/CPU-\w+-4\.22\.0\.tar\.gz$/,
          ),
        ]);
      } finally {
        vi.unstubAllEnvs();
        server.close();
      }
    },
  );

  test('that lost a file is not taken for one, and is replaced', async () => {
    const wheel = await write('a.whl', fakeWheel());
    const { folder: place } = await install(wheel);
    await truncate(addonFile(place), 3);
    expect(await readInstallation(place)).toBeUndefined();
    expect(await install(wheel)).toMatchObject({ already: false });
    expect(await readInstallation(place)).toBeDefined();
  });

  test('can be removed', async () => {
    const { folder: place } = await install(await write('a.whl', fakeWheel()));
    expect(await removeNative(place)).toBe(true);
    expect(await removeNative(place)).toBe(false);
    expect(await remains()).toEqual([]);
  });
});

describe('what is refused, leaving nothing', () => {
  afterEach(async () => {
    expect(await remains()).toEqual([]);
    expect(await install(await write('good.whl', fakeWheel()))).toMatchObject({ already: false });
  });

  test('a wheel with a flipped byte', async () => {
    const content = fakeWheel();
    const place = Buffer.from(content).indexOf(FAKE_LIBRARY) + 100;
    content[place] = (content[place] ?? 0) ^ 1;
    const error = await problemOf(install(await write('a.whl', content)));
    expect(error.code).toBe('file-corrupt');
    expect(error.message).toMatch(
      /^backend install native: expected tensorflow\/libtensorflow\S+ in .*sha256/,
    );
  });

  test.each([
    ['a wheel that is cut short', fakeWheel().subarray(0, 4000)],
    ['an empty file', new Uint8Array()],
    ['a text', new TextEncoder().encode('<html>403 Forbidden</html>')],
  ])('%s', async (_, content) => {
    const error = await problemOf(install(await write('a.whl', content)));
    expect(error.code).toBe('file-corrupt');
    expect(error.message).toMatch(/to be a wheel, got a broken one \(/);
  });

  test('a broken tar.gz', async () => {
    const error = await problemOf(install(await write('a.tar.gz', 'no archive')));
    expect(error.code).toBe('file-corrupt');
    expect(error.message).toContain('a.tar.gz to be a tar.gz that holds all it needs, got a broken one');
  });

  test.each([
    ['absolute', '/usr/lib/libtensorflow_cc.so.2'],
    ['relative', '../../../../usr/lib/libtensorflow_cc.so.2'],
  ])('a tar.gz whose libraries are %s links out of it', async (_, target) => {
    for (const [path, content] of Object.entries(fakeTensorflow(5_000_000))) {
      await write(path.startsWith('lib') ? `tf/lib/${path}` : `tf/${path}`, content);
    }
    await symlink(target, join(folder, 'tf/lib/a-link.so'));
    const archive = join(folder, 'linked.tar.gz');
    await create({ file: archive, cwd: join(folder, 'tf'), gzip: true, preservePaths: true }, [
      'lib',
      'include',
    ]);
    const error = await problemOf(install(archive));
    expect(error).toMatchObject({
      code: 'file-corrupt',
      message: `backend install native: expected ${archive} to be a tar.gz that holds all it needs, got links that lead out of it; unpack it where they lead to something, and name that folder.`,
    });
  });

  test('a tar.gz of something else', async () => {
    await write('else/readme.txt', 'hello');
    const archive = join(folder, 'else.tar.gz');
    await create({ file: archive, cwd: join(folder, 'else'), gzip: true }, ['readme.txt']);
    const error = await problemOf(install(archive));
    expect(error.code).toBe('file-missing');
    expect(error.message).toContain('else.tar.gz to hold lib/libtensorflow* and include/tensorflow/c');
  });

  test.skipIf(!wheelFor())('a file with the name of the pinned wheel and other content', async () => {
    const error = await problemOf(install(await write(wheelFor()?.file ?? '', fakeWheel())));
    expect(error.code).toBe('file-corrupt');
    expect(error.message).toContain(`to have the sha256 ${wheelFor()?.sha256}, got `);
  });

  test('a path where nothing is, and a folder with something else', async () => {
    expect((await problemOf(install(join(folder, 'none.whl')))).code).toBe('file-missing');
    const error = await problemOf(install(folder));
    expect(error.code).toBe('file-missing');
    expect(error.message).toContain("to hold TensorFlow's libraries");
  });

  test('a build or a verification that fails', async () => {
    const wheel = await write('a.whl', fakeWheel());
    const failing = async () => {
      throw new LosskitError('backend-unavailable', 'it fails.');
    };
    await expect(install(wheel, { steps: { ...steps, build: failing } })).rejects.toThrow('it fails.');
    await expect(install(wheel, { steps: { ...steps, verify: failing } })).rejects.toThrow('it fails.');
  });

  test('an interruption while unpacking, building or verifying', async () => {
    const wheel = await write('a.whl', fakeWheel(3_000_000));
    for (const moment of ['unpack', 'build', 'verify']) {
      const controller = new AbortController();
      const stopAt = (name: string) => {
        if (name === moment) controller.abort();
        controller.signal.throwIfAborted();
      };
      const error = await problemOf(
        install(wheel, {
          signal: controller.signal,
          onProgress: () => moment === 'unpack' && controller.abort(),
          steps: {
            build: async (place, context) => {
              stopAt('build');
              await steps.build(place, context);
            },
            verify: async () => {
              stopAt('verify');
              return '9.9.9';
            },
          },
        }),
      );
      expect([moment, error.code]).toEqual([moment, 'interrupted']);
    }
  });
});

describe('a cache folder that cannot be used', () => {
  test('because a file is in its place', async () => {
    const wheel = await write('a.whl', fakeWheel());
    await write('cache', 'a file');
    const error = await problemOf(install(wheel));
    expect(error.code).toBe('file-unwritable');
    expect(error.message).toMatch(/cannot be written: (a part of the path is a file|a file of that name)/);
    await rm(cache);
    expect(await install(wheel)).toMatchObject({ already: false });
  });

  test('is LOSSKIT_CACHE, else in the home folder', () => {
    expect(nativeFolder('/c')).toMatch(/^\/c.native.tfjs-node-4\.22\.0-napi-v8-/);
  });
});
