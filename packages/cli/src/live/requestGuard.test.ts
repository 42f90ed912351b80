import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';

import { refusalOf, splitPath } from './requestGuard.ts';

const EXPECTED = { port: 4711, token: 'secret' };
const HOST = '127.0.0.1:4711';

function statusOf(url: string, headers: Record<string, string | undefined> = {}, method = 'GET') {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { url, method, headers: { host: HOST, ...headers } });
  return refusalOf(request, EXPECTED)?.status;
}

test.each([
  { what: 'the page, typed', headers: { 'sec-fetch-site': 'none' } },
  {
    what: 'the page, from a link on another page',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
  },
  { what: 'a file, by the page', headers: { 'sec-fetch-site': 'same-origin' } },
  {
    what: 'the page by its other name',
    headers: { host: 'localhost:4711', origin: 'http://localhost:4711' },
  },
  { what: 'a client that is no browser', headers: {} },
])('$what is answered', ({ headers }) => {
  expect(statusOf('/secret/', headers)).toBeUndefined();
});

test.each([
  { what: 'a name that was pointed at this machine', headers: { host: 'evil.example:4711' }, status: 403 },
  { what: 'another port', headers: { host: '127.0.0.1:80' }, status: 403 },
  { what: 'no host', headers: { host: undefined }, status: 403 },
  { what: 'a foreign page', headers: { origin: 'https://evil.example' }, status: 403 },
  { what: 'a sandboxed page', headers: { origin: 'null' }, status: 403 },
  { what: 'a page on another port', headers: { origin: 'http://127.0.0.1:8888' }, status: 403 },
  { what: 'the other name of the same host', headers: { origin: 'http://localhost:4711' }, status: 403 },
  {
    what: 'a script in a foreign page',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' },
    status: 403,
  },
  {
    what: 'a frame of a page on another port',
    headers: { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'iframe' },
    status: 403,
  },
  { what: 'a body', headers: { 'content-length': '1' }, status: 413 },
  { what: 'a body without end', headers: { 'transfer-encoding': 'chunked' }, status: 413 },
])('$what is refused', ({ headers, status }) => {
  expect(statusOf('/secret/', headers)).toBe(status);
});

test.each(['/', '/secre/', '/secrets/', '/Secret/', '//secret/', '/..%2fsecret/', '/?secret', '/secret%2f'])(
  'without the token nothing is there: %s',
  (url) => {
    expect(statusOf(url)).toBe(404);
  },
);

test('a huge address and other methods are refused', () => {
  expect(statusOf(`/secret/?${'hide=mse&'.repeat(1000)}`)).toBe(414);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])
    expect(statusOf('/secret/', {}, method)).toBe(405);
});

test('what changes something has to say that it comes from the page', () => {
  expect(statusOf('/secret/stop', {}, 'POST')).toBe(403);
  expect(statusOf('/secret/stop', { origin: 'https://evil.example' }, 'POST')).toBe(403);
  expect(statusOf('/secret/stop', { origin: `http://${HOST}` }, 'POST')).toBeUndefined();
});

test('a path is a token and the rest', () => {
  expect(splitPath('/secret/live/client.js')).toEqual({ token: 'secret', rest: 'live/client.js' });
  expect(splitPath('/secret')).toEqual({ token: 'secret', rest: '' });
});
