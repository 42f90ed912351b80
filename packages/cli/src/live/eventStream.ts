/** One thing that a page shows, as it was when it was told. */
export interface Part {
  readonly event: 'status' | 'section';
  readonly id: string;
  readonly data: string;
}

/** What a stream needs of Node's response. */
export interface EventResponse {
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  /** Whether there is room for more. */
  write(text: string): boolean;
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  flushHeaders(): void;
  end(): unknown;
  destroy(): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
}

/** A page that listens. */
export interface EventStream {
  /** Sends the parts that this page does not have as they are; one that is slow gets the latest once it has caught up. */
  send(parts: readonly Part[]): void;
  /** Shows that the connection lives. */
  beat(): void;
  end(): void;
}

/** Milliseconds after which a page that does not take what it was sent has to connect anew. */
const PATIENCE = 30_000;

/** Opens a stream of server-sent events. Never more than one set of parts waits in it, however slow the page is. */
export function openEventStream(response: EventResponse): EventStream {
  const known = new Map<string, string>();
  let latest: readonly Part[] = [];
  let isFull = false;
  let patience: NodeJS.Timeout | undefined;

  function write(text: string): void {
    if (response.writableEnded || response.destroyed || response.write(text)) return;
    isFull = true;
    patience = setTimeout(() => response.destroy(), PATIENCE);
    patience.unref();
  }
  function flush(): void {
    const news = latest.filter(({ id, data }) => known.get(id) !== data);
    for (const { id, data } of news) known.set(id, data);
    if (news.length > 0) write(news.map(({ event, data }) => `event: ${event}\ndata: ${data}\n\n`).join(''));
  }

  response.on('drain', () => {
    clearTimeout(patience);
    isFull = false;
    flush();
  });
  response.on('close', () => clearTimeout(patience));
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.flushHeaders();
  return {
    send(parts) {
      latest = parts;
      if (!isFull) flush();
    },
    beat: () => {
      if (!isFull) write('event: beat\ndata:\n\n');
    },
    end: () => void response.end(),
  };
}
