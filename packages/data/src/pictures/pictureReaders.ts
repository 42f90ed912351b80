import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { PictureReply, PictureRequest } from './pictureWorker.ts';
import { type PictureReading, readPicture } from './readPicture.ts';

/** Starting threads takes about as long as decoding this many small pictures. */
const MIN_PICTURES_PER_THREAD = 250;
/** Each may hold a picture of some hundreds of megabytes while it decodes one of 64 megapixels. */
const MAX_THREADS = 4;

/** Decodes pictures: here, or in a thread of its own. */
export interface PictureReader {
  read(bytes: Uint8Array, size: number): Promise<PictureReading>;
  close(): Promise<unknown>;
}

function startThread(): PictureReader {
  const file = createRequire(import.meta.url).resolve('@losskit/data/picture-worker');
  const worker = new Worker(file);
  const waiting = new Map<number, { resolve(reading: PictureReading): void; reject(error: unknown): void }>();
  let requests = 0;
  let failure: { readonly error: unknown } | undefined;
  worker.on('message', ({ id, reading }: PictureReply) => {
    waiting.get(id)?.resolve(reading);
    waiting.delete(id);
  });
  worker.on('error', (error) => {
    failure = { error };
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return {
    read: (bytes, size) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure.error);
        const request: PictureRequest = { id: requests++, bytes, size };
        waiting.set(request.id, { resolve, reject });
        worker.postMessage(request);
      }),
    close: () => worker.terminate(),
  };
}

/** As many readers as pay for so many pictures. */
export function pictureReaders(pictures: number): readonly PictureReader[] {
  const threads = Math.min(
    availableParallelism(),
    MAX_THREADS,
    Math.floor(pictures / MIN_PICTURES_PER_THREAD),
  );
  if (threads < 2) return [{ read: readPicture, close: () => Promise.resolve() }];
  return Array.from({ length: threads }, startThread);
}
