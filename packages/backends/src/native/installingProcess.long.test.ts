import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { fakeWheel } from '../../fixtures/fakeWheel.ts';
import { wheelFor } from './wheel.ts';

/** An address where nothing answers: port 9 is for discarding, and closed. */
const CLOSED = 'http://127.0.0.1:9/';
const ENTRY = pathToFileURL(join(import.meta.dirname, '../../dist/install.js')).href;

/** Installs as `losskit backend install native` does, and prints how it ended as JSON. */
const PROGRAM = `
  import { installNative } from ${JSON.stringify(ENTRY)};
  const controller = new AbortController();
  process.on('SIGINT', () => controller.abort());
  const notices = [];
  try {
    await installNative({
      from: process.env.FROM,
      signal: controller.signal,
      onProgress: ({ step }) => process.stderr.write(step + '\\n'),
      onNotice: (sentence) => notices.push(sentence),
    });
    console.log(JSON.stringify({ notices }));
  } catch ({ code, message }) {
    console.log(JSON.stringify({ notices, code, message }));
  }
`;

interface Ending {
  readonly notices: readonly string[];
  readonly code?: string;
  readonly message?: string;
}

let folder = '';
let cache = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-install-'));
  cache = join(folder, 'cache');
  await mkdir(join(folder, 'bin'));
});
afterEach(() => rm(folder, { recursive: true }));

function where(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((path) => join(path, program))
    .find(existsSync);
}

/** A PATH with these programs alone, which a real machine may lack. */
async function pathWith(...programs: string[]): Promise<string> {
  for (const program of programs) {
    const found = where(program);
    if (found !== undefined) await symlink(found, join(folder, 'bin', program));
  }
  return join(folder, 'bin');
}

/** A compiler that is found but never ends, so that the installation can be stopped in the middle. */
async function endlessCompiler(): Promise<string> {
  const path = join(folder, 'endless');
  await writeFile(path, '#!/bin/sh\n[ "$1" = --version ] && exit 0\nexec sleep 20\n');
  await chmod(path, 0o755);
  return path;
}

async function runInstall(
  environment: NodeJS.ProcessEnv,
  during: (child: ChildProcess, stderr: string) => void = () => {},
): Promise<Ending | undefined> {
  const { PIP_INDEX_URL: _, CXX: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    env: { ...inherited, LOSSKIT_CACHE: cache, TFJS_NODE_CDN_STORAGE: CLOSED, ...environment },
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => {
    printed.stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    printed.stderr += text.toString();
    during(child, printed.stderr);
  });
  await new Promise((resolve) => child.on('close', resolve));
  return printed.stdout === '' ? undefined : JSON.parse(printed.stdout);
}

async function listen(listener: RequestListener): Promise<{ server: Server; address: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { server, address: `http://127.0.0.1:${port}/` };
}

const remains = () => readdir(join(cache, 'native')).catch(() => []);

async function writeWheel(bytes?: number): Promise<string> {
  const path = join(folder, 'a.whl');
  await writeFile(path, fakeWheel(bytes));
  return path;
}

describe('a machine that lacks something', () => {
  afterEach(async () => expect(await remains()).toEqual([]));

  test('has no compiler', async () => {
    const ending = await runInstall({ FROM: await writeWheel(), PATH: await pathWith() });
    expect(ending?.code).toBe('backend-unavailable');
    expect(ending?.message).toMatch(
      /expected a C\+\+ compiler \(c\+\+, g\+\+, clang\+\+\), got none; install/,
    );
  });

  test.skipIf(!wheelFor())('has no Python: says so, and that the download was tried first', async () => {
    const ending = await runInstall({ PATH: await pathWith(), CXX: await endlessCompiler() });
    expect(ending?.code).toBe('backend-unavailable');
    expect(ending?.message).toContain("expected Python's pip to download");
    expect(ending?.message).toContain('--from');
    expect(ending?.notices).toEqual([expect.stringContaining("tfjs-node's own download cannot be used (")]);
  });

  test.skipIf(!wheelFor() || !where('python3'))('has no network', async () => {
    const proxy = { HTTP_PROXY: CLOSED, HTTPS_PROXY: CLOSED, http_proxy: CLOSED, https_proxy: CLOSED };
    const ending = await runInstall({
      ...proxy,
      PIP_INDEX_URL: `${CLOSED}simple`,
      PIP_FIND_LINKS: '',
      CXX: await endlessCompiler(),
    });
    expect(ending?.code).toBe('backend-unavailable');
    expect(ending?.message).toContain('from the Python package index, got: ');
    expect(ending?.message).toContain('check the network and the proxy, or download ');
  });

  test('cannot write its cache folder', async () => {
    await writeFile(cache, 'a file');
    const ending = await runInstall({ FROM: await writeWheel(), CXX: await endlessCompiler() });
    expect(ending?.code).toBe('file-unwritable');
    await rm(cache);
  });
});

describe('a Python package index without pip', () => {
  test.skipIf(!wheelFor())(
    'is asked by HTTP, and its file refused when the checksum is another',
    async () => {
      const wheel = wheelFor()?.file;
      const { server, address } = await listen((request, response) => {
        if (request.url?.startsWith('/simple/')) {
          response.setHeader('content-type', 'text/html');
          response.end(`<a href="../../files/${wheel}#sha256=00">${wheel}</a>`);
        } else if (request.url === `/files/${wheel}`) response.end(fakeWheel());
        else response.writeHead(404).end();
      });
      try {
        const ending = await runInstall({
          PATH: await pathWith(),
          PIP_INDEX_URL: `${address}simple`,
          CXX: await endlessCompiler(),
        });
        expect(ending?.code).toBe('file-corrupt');
        expect(ending?.message).toContain(`expected ${wheel} to have the sha256 ${wheelFor()?.sha256}, got `);
        expect(await remains()).toEqual([]);
      } finally {
        server.close();
      }
    },
  );
});

describe.skipIf(process.platform === 'win32')('an installation that is stopped', () => {
  test('by Ctrl-C leaves nothing', async () => {
    const compiler = await endlessCompiler();
    const ending = await runInstall({ FROM: await writeWheel(), CXX: compiler }, (child, stderr) => {
      if (stderr.includes('building')) child.kill('SIGINT');
    });
    expect(ending).toMatchObject({ code: 'interrupted' });
    expect(await remains()).toEqual([]);
  });

  test('by kill -9 leaves a folder that is never used and that the next try removes', async () => {
    const compiler = await endlessCompiler();
    const killed = await runInstall({ FROM: await writeWheel(), CXX: compiler }, (child, stderr) => {
      if (stderr.includes('building')) child.kill('SIGKILL');
    });
    expect(killed).toBeUndefined();
    expect(await remains()).toEqual([expect.stringMatching(/\.partial$/)]);

    const next = await runInstall({ FROM: await writeWheel(), PATH: await pathWith() });
    expect(next?.code).toBe('backend-unavailable');
    expect(await remains()).toEqual([]);
  });
});

/** Mounts a small disk on the cache folder; false where that is not allowed. */
async function mountSmallDisk(): Promise<boolean> {
  await mkdir(cache);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', cache], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  test('is noticed before writing, with what is needed and what is free', async ({ skip }) => {
    if (!(await mountSmallDisk())) skip('a small disk can be mounted by root on Linux only');
    try {
      const ending = await runInstall({ FROM: await writeWheel(2_000_000), CXX: await endlessCompiler() });
      expect(ending?.message).toMatch(
        /expected 4\.0 MB free in .*, got 1\.0 MB; free some space, or set LOSSKIT_CACHE/,
      );
      expect(await remains()).toEqual([]);
    } finally {
      execFileSync('umount', [cache]);
    }
  });
});
