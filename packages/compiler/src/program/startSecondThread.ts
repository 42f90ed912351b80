import { Worker } from 'node:worker_threads';
import { endSecondThread } from './emitHandOver.ts';

const CODE = `
const { module, memory } = require('node:worker_threads').workerData;
new WebAssembly.Instance(module, { environment: { memory } }).exports.work();
`;

/** Starts a thread that does a program's second halves, and gives what ends it. It doesn't keep the process alive. */
export function startSecondThread(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  handOver: number,
): () => void {
  const worker = new Worker(CODE, { eval: true, execArgv: [], workerData: { module, memory } });
  worker.unref();
  return () => endSecondThread(memory, handOver);
}
