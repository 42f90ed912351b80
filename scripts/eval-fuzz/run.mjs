// @ts-check

// Answers many broken lines as `losskit eval` does and counts what became of them. Exits with 1 if a line found a
// fault of losskit, left tensors behind or took longer than a second.
//
//     npx -y pnpm@12 eval-fuzz [--lines 100000] [--seed 1]

import { parseArgs } from 'node:util';

import * as tf from '@tensorflow/tfjs';

import { prepareBackend } from '../../packages/backends/dist/index.js';
import { answerLine } from '../../packages/cli/dist/eval/answerLine.js';
import { randomStream } from '../../packages/random/dist/index.js';
import { readReferenceCases, requestOf } from '../parity/readReferenceCases.mjs';
import { fuzzLine } from './fuzzLine.mjs';

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const lines = Number(values.lines);
const seed = Number(values.seed);
const SLOW_MILLISECONDS = 1000;

await prepareBackend('cpu', 'tiny');
const requests = readReferenceCases().map(requestOf);
const stream = randomStream(seed, 'eval fuzz');
const tensors = tf.memory().numTensors;
/** @type {Map<string, number>} */
const counts = new Map();
/** @type {string[]} */
const faults = [];
/** @type {number[]} */
const memory = [];

for (let number = 1; number <= lines; number += 1) {
  const bytes = fuzzLine(stream, requests);
  const start = performance.now();
  const answer = answerLine({ number, bytes });
  const code = 'error' in answer ? answer.error.code : 'answered';
  counts.set(code, (counts.get(code) ?? 0) + 1);
  const isSlow = performance.now() - start > SLOW_MILLISECONDS;
  if (code === 'internal' || isSlow) {
    faults.push(
      `${isSlow ? 'slow: ' : ''}${JSON.stringify(answer).slice(0, 300)} for ${bytes.toString().slice(0, 500)}`,
    );
  }
  if (number % Math.ceil(lines / 10) === 0) memory.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}

const left = tf.memory().numTensors - tensors;
console.log(`${lines} lines from ${requests.length} right ones, seed ${seed}`);
for (const [code, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`  ${code} ${count}`);
console.log(`tensors left behind: ${left}; MiB in use along the way: ${memory.join(', ')}`);
for (const fault of faults.slice(0, 20)) console.error(fault);
if (faults.length > 0 || left > 0) {
  console.error(`eval-fuzz: expected no fault, got ${faults.length} and ${left} tensors left behind.`);
  process.exitCode = 1;
}
