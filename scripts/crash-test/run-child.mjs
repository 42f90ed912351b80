// @ts-check

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * What a child process printed, line by line, and how it ended.
 *
 * @typedef {{ lines: string[], errors: string, code: number | null, signal: string | null }} Ended
 */

/**
 * Runs a script of this folder, or a file, in a process of its own.
 *
 * @param {string} script
 * @param {string[]} words
 * @param {(child: import('node:child_process').ChildProcess, line: string | undefined) => void} [during] -
 *   Called at the start, and with every line of either output.
 * @param {string[]} [nodeOptions]
 * @returns {Promise<Ended>}
 */
export function runChild(script, words, during = () => {}, nodeOptions = []) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, path, ...words], {
      env: { ...process.env, NO_COLOR: '1' },
    });
    /** @type {string[]} */
    const lines = [];
    let rest = '';
    let errors = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        during(child, line);
      }
    });
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
      errors += chunk;
      during(child, String(chunk));
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ lines, errors, code, signal }));
    during(child, undefined);
  });
}

/**
 * Runs `act` for each item, a few at the same time.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} jobs
 * @param {(item: Item) => Promise<void>} act
 */
export async function eachOf(items, jobs, act) {
  const left = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (const item of left) await act(item);
    }),
  );
}
