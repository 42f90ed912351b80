import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LosskitError } from '@losskit/errors';

import { type EventStream, openEventStream, type Part } from './eventStream.ts';
import { refusalOf, splitPath } from './requestGuard.ts';

/** What a path of the page holds. */
export interface Content {
  readonly type: string;
  readonly text: string;
  readonly policy?: string;
}

/** What is served. */
export interface LiveContent {
  /** What is at a path, which is empty for the page; undefined for nothing. */
  get(path: string, query: URLSearchParams): Promise<Content | undefined>;
  /** What a page with this query shows. */
  parts(query: URLSearchParams): Promise<readonly Part[]>;
  /** Does what a button asks for; false for what no button does. */
  act(action: string): boolean;
}

/** A page that is served. */
export interface LiveServer {
  readonly address: string;
  /** Has every page told what is new, at most twice a second. */
  update(): void;
  /** Tells every page what is new, and ends. */
  close(): Promise<void>;
}

const MAX_PAGES = 16;
const MAX_CONNECTIONS = 64;
const UPDATE_EVERY = 500;
const BEAT_EVERY = 15_000;

const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function refuse(response: ServerResponse, status: number, reason: string): void {
  // What a refused request still sends is not read.
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${reason}\n`);
}

/**
 * Serves a page on this machine alone, at an address that cannot be guessed.
 *
 * @param port - 0 for a free one.
 * @throws LosskitError `option-invalid` for a port that is taken or may not be used.
 */
export async function startLiveServer(port: number, content: LiveContent): Promise<LiveServer> {
  const token = randomBytes(24).toString('base64url');
  const pages = new Map<EventStream, URLSearchParams>();
  let isNew = false;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, error instanceof Error ? error.message : String(error));
    });
  });
  server.maxConnections = MAX_CONNECTIONS;

  async function listen(response: ServerResponse, query: URLSearchParams): Promise<void> {
    if (pages.size >= MAX_PAGES) {
      return refuse(response, 503, `${MAX_PAGES} pages are open already; close one.`);
    }
    const page = openEventStream(response);
    pages.set(page, query);
    response.on('close', () => pages.delete(page));
    page.send(await content.parts(query));
    // What has changed meanwhile.
    isNew = true;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, { port: portOf(), token });
    if (refusal) return refuse(response, refusal.status, refusal.reason);
    const [path = '', query] = (request.url ?? '').split('?');
    const { rest } = splitPath(path);
    const searchParams = new URLSearchParams(query);
    if (request.method === 'POST') {
      if (!content.act(rest)) return refuse(response, 409, 'That cannot be done now.');
      response.writeHead(204).end();
      return;
    }
    if (rest === 'events') return listen(response, searchParams);
    const found = await content.get(rest, searchParams);
    if (!found) return refuse(response, 404, 'Nothing is here.');
    const { type, text, policy } = found;
    if (policy !== undefined) response.setHeader('Content-Security-Policy', policy);
    response.writeHead(200, { 'Content-Type': type }).end(text);
  }

  function portOf(): number {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async function tellAll(): Promise<void> {
    const told = new Map<string, Promise<readonly Part[]>>();
    for (const [page, query] of pages) {
      const key = String(query);
      const parts = told.get(key) ?? content.parts(query);
      told.set(key, parts);
      page.send(await parts);
    }
  }

  let telling: Promise<void> | undefined;
  function tell(): Promise<void> {
    isNew = false;
    telling = (telling ?? Promise.resolve()).then(tellAll).catch(() => {});
    return telling;
  }
  const updates = setInterval(() => {
    if (isNew) void tell();
  }, UPDATE_EVERY);
  const beats = setInterval(() => {
    for (const page of pages.keys()) page.beat();
  }, BEAT_EVERY);

  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    clearInterval(updates);
    clearInterval(beats);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LosskitError(
      'option-invalid',
      `--port: expected a port that is free, got ${port} (${why}).`,
      {},
      { cause },
    );
  }
  return {
    address: `http://127.0.0.1:${portOf()}/${token}/`,
    update() {
      isNew = true;
    },
    async close() {
      clearInterval(updates);
      clearInterval(beats);
      await tell();
      for (const page of pages.keys()) page.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // A page that takes nothing does not hold the command up.
        setTimeout(() => server.closeAllConnections(), 500).unref();
      });
    },
  };
}
