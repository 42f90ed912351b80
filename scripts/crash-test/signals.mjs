// @ts-check

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@losskit/random';
import { findCheckpoint } from '@losskit/trainer/checkpoints';

import { counting } from './outcome.mjs';
import { runChild } from './run-child.mjs';

const MAIN = '../../packages/cli/dist/main.js';
const WORDS = ['train', 'linear', '--loss', 'huber', '--epochs', '100', '--json'];

/** What is sent, and the exit code that shells show for it. */
const KINDS = /** @type {const} */ ([
  { name: 'Ctrl-C', signal: 'SIGINT', times: 1, code: 130 },
  { name: 'SIGTERM', signal: 'SIGTERM', times: 1, code: 143 },
  { name: 'Ctrl-C twice', signal: 'SIGINT', times: 2, code: 130 },
]);

/**
 * Sends signals to `losskit train` at random moments, from the start of the process to its end, and lets the
 * run go on.
 *
 * @param {number} perKind
 * @param {number} seed
 */
export async function signals(perKind, seed) {
  const { outcome, expect } = counting();
  const whole = await runChild(MAIN, WORDS);
  if (whole.code !== 0) throw new Error(`expected a run to its end, got ${whole.errors}`);
  for (const { name, signal, times, code } of KINDS) {
    for (let index = 0; index < perKind; index++) {
      const random = randomStream(seed, name, index);
      // Every fifth before it is ready; the others after one of its lines, which come at each twelfth of the
      // run.
      const wanted = index % 5 === 0 ? 0 : 1 + random.integer(12);
      const delay = random.uniform(0, wanted === 0 ? 1000 : 100);
      await expect(`${name} ${index}`, async () => {
        const folder = await mkdtemp(join(tmpdir(), 'losskit-signals-'));
        const words = [...WORDS, '--out', folder, '--checkpoint-every', '2'];
        try {
          let lines = 0;
          let sent = false;
          const ended = await runChild(MAIN, words, (child, line) => {
            if (line !== undefined) lines += 1;
            if (sent || lines < wanted) return;
            sent = true;
            for (let time = 0; time < times; time++) {
              setTimeout(() => child.kill(signal), delay + time * random.integer(5));
            }
          });
          // Before it listens, and when it has nothing left to do, the signal itself ends it; shells show the
          // same code.
          const shown = ended.signal === signal ? code : ended.code;
          if (shown !== code && !(shown === 0 && ended.lines.length > 0)) {
            throw new Error(`expected exit code ${code}, got ${shown}: ${ended.errors}`);
          }
          const found = await findCheckpoint(join(folder, 'checkpoints'));
          const told = /checkpoint .*step-0*(\d+)\.safetensors/.exec(
            ended.errors
              .split('\n')
              .slice(0, -1)
              .findLast((line) => line.includes('checkpoint ')) ?? '',
          );
          if (told && (found?.checkpoint.state.step ?? 0) < Number(told[1]))
            throw new Error('a checkpoint that was told is lost');
          const resumed = await runChild(MAIN, [...words, '--resume']);
          if (resumed.lines.join() !== whole.lines.join())
            throw new Error(`other results: ${resumed.errors}`);
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    }
  }
  return outcome;
}
