// @ts-check

import { parentPort } from 'node:worker_threads';

import { measureCell } from './measureCell.mjs';

parentPort?.on('message', ({ index, repetitions, seed }) => {
  parentPort?.postMessage({ index, measured: measureCell(index, repetitions, seed) });
});
