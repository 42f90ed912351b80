import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';

import { type Report, trainTask } from './trainTask.ts';

/** What the worker tells the page. */
export type Message =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'end'; readonly task: string; readonly weights: string }
  | { readonly kind: 'failure'; readonly message: string };

const tell = (message: Message) => postMessage(message);

async function trainAll(): Promise<void> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  await tf.setBackend('wasm');
  for (const task of ['linear', 'fruit']) {
    const weights = await trainTask(task, (report) => tell({ kind: 'report', report }));
    tell({ kind: 'end', task, weights });
  }
}

trainAll().catch((error: unknown) => tell({ kind: 'failure', message: String(error) }));
