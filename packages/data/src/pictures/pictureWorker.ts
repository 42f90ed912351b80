import { parentPort } from 'node:worker_threads';

import { type PictureReading, readPicture } from './readPicture.ts';

/** What a thread is asked for. */
export interface PictureRequest {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** What it answers. */
export interface PictureReply {
  readonly id: number;
  readonly reading: PictureReading;
}

async function answer({ id, bytes, size }: PictureRequest): Promise<void> {
  const reply: PictureReply = { id, reading: await readPicture(bytes, size) };
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (request: PictureRequest) => {
  // A rejection ends the thread, which its owner hears as its error.
  void answer(request);
});
