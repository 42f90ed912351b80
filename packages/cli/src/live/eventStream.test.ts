import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';

import { type EventResponse, openEventStream, type Part } from './eventStream.ts';

afterEach(() => vi.useRealTimers());

/** A response whose reader takes what is written only where `takes`. */
function fakeResponse(takes: boolean) {
  const written: string[] = [];
  const events = new EventEmitter();
  const response = {
    writableEnded: false,
    destroyed: false,
    write(text: string) {
      written.push(text);
      return takes;
    },
    writeHead: vi.fn(),
    flushHeaders: vi.fn(),
    end: vi.fn(),
    destroy: vi.fn(),
    on: (event: string, listener: () => void) => events.on(event, listener),
  } satisfies EventResponse;
  return { response, written, drain: () => events.emit('drain') };
}

const part = (id: string, data: string): Part => ({ event: 'section', id, data });

test('sends everything at first and then what is new', () => {
  const { response, written } = fakeResponse(true);
  const stream = openEventStream(response);
  stream.send([part('a', '1'), part('b', '1')]);
  stream.send([part('a', '1'), part('b', '2')]);
  stream.send([part('a', '1'), part('b', '2')]);
  expect(written).toEqual([
    'event: section\ndata: 1\n\nevent: section\ndata: 1\n\n',
    'event: section\ndata: 2\n\n',
  ]);
});

test('a slow page is written to once, and gets the latest when it has caught up', () => {
  const { response, written, drain } = fakeResponse(false);
  const stream = openEventStream(response);
  for (let count = 0; count < 1000; count++) {
    stream.send([part('a', String(count))]);
    stream.beat();
  }
  expect(written).toEqual(['event: section\ndata: 0\n\n']);
  drain();
  expect(written.slice(1)).toEqual(['event: section\ndata: 999\n\n']);
});

test('a page that takes nothing has to connect anew', () => {
  vi.useFakeTimers();
  const { response } = fakeResponse(false);
  openEventStream(response).send([part('a', '1')]);
  vi.advanceTimersByTime(29_000);
  expect(response.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(response.destroy).toHaveBeenCalledOnce();
});

test('nothing is written to a page that is gone', () => {
  const { response, written } = fakeResponse(true);
  const stream = openEventStream({ ...response, destroyed: true });
  stream.send([part('a', '1')]);
  stream.beat();
  expect(written).toEqual([]);
});
