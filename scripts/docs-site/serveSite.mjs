// @ts-check

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

import { DOCS } from './root.mjs';

const BUILT = join(DOCS, '.vitepress/dist');

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The built file for an address, as servers of static files find it. @param {string} address */
function fileFor(address) {
  const path = normalize(join(BUILT, decodeURIComponent(new URL(address, 'http://site').pathname)));
  const inside = path === BUILT || path.startsWith(BUILT + sep);
  const candidates = inside ? [path, `${path}.html`, join(path, 'index.html')] : [];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Serves the built site to this machine alone. @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function serveSite() {
  const server = createServer(({ url = '/' }, response) => {
    const file = fileFor(url);
    const sent = file ?? join(BUILT, '404.html');
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': TYPES[extname(sent)] ?? 'application/octet-stream',
    });
    createReadStream(sent)
      .on('error', () => response.end())
      .pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('serveSite: expected a port, got none.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
