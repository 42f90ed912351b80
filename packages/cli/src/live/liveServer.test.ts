import { request } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';

import type { Part } from './eventStream.ts';
import { type LiveContent, type LiveServer, startLiveServer } from './liveServer.ts';

let server: LiveServer | undefined;
afterEach(() => server?.close());

async function serve(changes: Partial<LiveContent> = {}): Promise<LiveServer> {
  server = await startLiveServer(0, {
    get: async (path) =>
      path === '' ? { type: 'text/html', text: 'the page', policy: "default-src 'none'" } : undefined,
    parts: async () => [],
    act: () => true,
    ...changes,
  });
  return server;
}

/** As a client that is no browser sends it, whatever it says. */
function ask(address: string, headers: Record<string, string> = {}, method = 'GET', path?: string) {
  const { hostname, port, pathname } = new URL(address);
  return new Promise<{ status: number | undefined; headers: object; text: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path: path ?? pathname, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      response.on('error', reject);
    });
    asked.on('error', reject).end();
  });
}

test('the page is on this machine, at an address of its own each time, and no one else may show or keep it', async () => {
  const { address } = await serve();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  const answer = await ask(address);
  expect(answer).toMatchObject({ status: 200, text: 'the page' });
  expect(answer.headers).toMatchObject({
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  await server?.close();
  expect((await serve()).address.split('/')[3]).not.toBe(address.split('/')[3]);
});

test('hostile requests do nothing and are told nothing', async () => {
  const act = vi.fn(() => true);
  const get = vi.fn(async () => ({ type: 'text/plain', text: 'secret' }));
  const { address } = await serve({ act, get });
  const { origin, host, pathname } = new URL(address);
  const answers = [
    await ask(address, { host: 'evil.example' }),
    await ask(address, { origin: 'https://evil.example' }),
    await ask(origin),
    await ask(`${origin}/events`),
    await ask(`${address}stop`, {}, 'POST'),
    await ask(`${address}stop`, { host, origin: 'https://evil.example' }, 'POST'),
    await ask(`${origin}/stop`, { origin }, 'POST'),
    await ask(address, {}, 'GET', `${pathname}${'a'.repeat(9000)}`),
    await ask(address, {}, 'DELETE'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 404, 403, 403, 404, 414, 405]);
  expect(answers.map(({ text }) => text).join()).not.toContain('secret');
  expect(act).not.toHaveBeenCalled();
  expect(get).not.toHaveBeenCalled();
  // Longer than any header may be: Node refuses it before anything is read.
  expect((await ask(address, {}, 'GET', `/${'a'.repeat(100_000)}`)).status).toBe(431);
});

test.each([
  '../package.json',
  '..%2fpackage.json',
  '%2e%2e/package.json',
  'live/../../package.json',
  '/etc/passwd',
])('a path leads to no file: %s', async (path) => {
  const { address } = await serve();
  const { pathname } = new URL(address);
  expect((await ask(address, {}, 'GET', `${pathname}${path}`)).status).toBe(404);
});

test('a button that cannot be pressed now is refused', async () => {
  const { address } = await serve({ act: (action) => action === 'stop' });
  const { origin } = new URL(address);
  expect((await ask(`${address}stop`, { origin }, 'POST')).status).toBe(204);
  expect((await ask(`${address}resume`, { origin }, 'POST')).status).toBe(409);
});

test('a fault is told, and the next request is answered', async () => {
  const { address } = await serve({
    get: async (path) => {
      if (path === 'broken') throw new Error('no such thing');
      return { type: 'text/plain', text: 'well' };
    },
  });
  expect(await ask(`${address}broken`)).toMatchObject({ status: 500, text: 'no such thing\n' });
  expect((await ask(address)).text).toBe('well');
});

/** Reads events until there are as many, and stays connected. */
async function readEvents(address: string, count: number): Promise<{ text: string; stop: () => void }> {
  const controller = new AbortController();
  const { body, status } = await fetch(`${address}events`, { signal: controller.signal });
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = status === 200 ? '' : `${status} `;
  while (reader && text.split('\n\n').length <= count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return { text, stop: () => controller.abort() };
}

test('a page is told everything when it connects, also again', async () => {
  const parts: readonly Part[] = [
    { event: 'status', id: 'status', data: '1' },
    { event: 'section', id: 'a', data: '2' },
  ];
  const { address } = await serve({ parts: async () => parts });
  for (let time = 0; time < 2; time++) {
    const { text, stop } = await readEvents(address, 2);
    expect(text).toBe('event: status\ndata: 1\n\nevent: section\ndata: 2\n\n');
    stop();
  }
});

test('more than 16 pages are refused, until one is closed', async () => {
  const { address } = await serve({ parts: async () => [{ event: 'status', id: 'status', data: '1' }] });
  const pages = await Promise.all(Array.from({ length: 16 }, () => readEvents(address, 1)));
  expect((await readEvents(address, 1)).text).toMatch(/^503/);
  for (const { stop } of pages) stop();
  await vi.waitFor(async () => {
    const { text, stop } = await readEvents(address, 1);
    stop();
    expect(text).toContain('event: status');
  });
});

test('a port that is taken is said', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const content = { get: async () => undefined, parts: async () => [], act: () => false };
  await expect(startLiveServer(port, content)).rejects.toThrow(
    `--port: expected a port that is free, got ${port} (`,
  );
  await new Promise((resolve) => taken.close(resolve));
});
