import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getProxyForUrl } from 'proxy-from-env';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';

/** What to report and check while a file comes over the network. */
export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onBytes?: (done: number, total: number | undefined) => void;
}

const CONNECT_TIMEOUT = 5_000;
const ANSWER_TIMEOUT = 15_000;
const REDIRECTS = 5;

function dispatcherFor(url: URL): Dispatcher {
  const options = {
    connect: { timeout: CONNECT_TIMEOUT },
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
  };
  const proxy = getProxyForUrl(url.href);
  return proxy ? new ProxyAgent({ ...options, uri: proxy }) : new Agent(options);
}

/**
 * Opens an address by HTTP, honouring HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Rejects unless the answer is 200.
 */
export async function openAddress(
  address: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
) {
  let url = new URL(address);
  for (let redirect = 0; redirect <= REDIRECTS; redirect += 1) {
    const { username, password } = url;
    const authorization = `Basic ${Buffer.from(decodeURIComponent(`${username}:${password}`)).toString('base64')}`;
    url.username = '';
    url.password = '';
    const answer = await request(url, {
      dispatcher: dispatcherFor(url),
      signal,
      headers: { ...headers, ...(username ? { authorization } : {}) },
    });
    if (answer.statusCode === 200) return { ...answer, url };
    await answer.body.dump();
    const { location } = answer.headers;
    if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== 'string') {
      throw new Error(`${url.host} answered ${answer.statusCode}`);
    }
    url = new URL(location, url);
  }
  throw new Error(`${url.host} redirects more than ${REDIRECTS} times`);
}

/**
 * Downloads to a file.
 *
 * @returns Its sha256 in hexadecimal. Rejects when fewer bytes come than were promised.
 */
export async function downloadFile(
  address: string,
  file: string,
  { signal, onBytes }: DownloadOptions,
): Promise<string> {
  const { headers, body } = await openAddress(address, signal);
  const total = Number(headers['content-length']) || undefined;
  const hash = createHash('sha256');
  let done = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      done += chunk.length;
      hash.update(chunk);
      onBytes?.(done, total);
      callback(null, chunk);
    },
  });
  await pipeline(body, count, createWriteStream(file), { signal });
  if (total !== undefined && done !== total) throw new Error(`${done} of ${total} bytes came`);
  return hash.digest('hex');
}
