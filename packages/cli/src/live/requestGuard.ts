import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request gets no answer. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** What a request is held against. */
export interface Expected {
  readonly port: number;
  readonly token: string;
}

/** No path of the page is longer; a query names losses. */
const MAX_ADDRESS = 8192;

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The first part of a path, and the rest: `/token/live/client.js`. */
export function splitPath(path: string): { readonly token: string; readonly rest: string } {
  const [, token = '', ...rest] = path.split('/');
  return { token, rest: rest.join('/') };
}

/** Whether a request comes from the page itself, or opens it. */
function isOwn({ headers, method }: IncomingMessage, host: string): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-dest': destination } = headers;
  if (origin !== undefined ? origin !== `http://${host}` : method === 'POST') return false;
  // A link may lead here from anywhere, as from a terminal that is a page itself.
  return site === undefined || site === 'same-origin' || site === 'none' || destination === 'document';
}

/**
 * Why a request is to be refused, or undefined.
 *
 * A page of another site can make a browser send requests here, or point a name of its own at this machine (DNS rebinding): its Host or its
 * Origin tells. Another user of this machine has the port, but not the token.
 */
export function refusalOf(request: IncomingMessage, { port, token }: Expected): Refusal | undefined {
  const { method = '', url = '', headers } = request;
  const { host = '' } = headers;
  if (url.length > MAX_ADDRESS) return { status: 414, reason: 'The address is too long.' };
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 403, reason: `This page is at 127.0.0.1:${port} alone.` };
  if (!['GET', 'POST'].includes(method)) return { status: 405, reason: 'Only GET and POST are answered.' };
  if (!isOwn(request, host)) return { status: 403, reason: 'Only the page itself may ask.' };
  const path = url.split('?')[0] ?? '';
  if (!isEqual(splitPath(path).token, token))
    return { status: 404, reason: 'Nothing is here: open the address that losskit printed.' };
  // No request of the page has a body.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    return { status: 413, reason: 'No body is expected.' };
  return undefined;
}
