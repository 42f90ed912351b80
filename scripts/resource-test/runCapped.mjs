// @ts-check

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const MEBIBYTE = 2 ** 20;

/**
 * @typedef {object} Ended
 * @property {number | null} exitCode null where it was killed: for its memory, or because it went on.
 * @property {string} stdout
 * @property {string} stderr
 * @property {number} peak Most resident memory in MiB that was seen, of the process without its children.
 */

/** Resident memory at its highest so far, in MiB; 0 where the system does not say. @param {number} pid */
async function peakOf(pid) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) / 1024;
}

/**
 * Runs the built command and kills it once it holds more than `mostMemory` MiB or goes on for `seconds`.
 *
 * @param {readonly string[]} words
 * @param {object} settings
 * @param {number} settings.mostMemory
 * @param {number} settings.seconds
 * @param {number} [settings.largestFile] In MiB: writing beyond it fails, as on a full disk.
 * @param {readonly string[]} [settings.nodeOptions]
 * @param {string | undefined} [settings.stdout] A file that standard output goes to.
 * @returns {Promise<Ended>}
 */
export function runCapped(words, { mostMemory, seconds, largestFile, nodeOptions = [], stdout }) {
  const limit = largestFile === undefined ? '' : `ulimit -f ${(largestFile * MEBIBYTE) / 512}; `;
  const output = stdout === undefined ? '' : ` > ${stdout}`;
  const script = `${limit}exec "$0" "$@"${output}`;
  // dash counts blocks of 512 bytes.
  const child = spawn('sh', ['-c', script, process.execPath, ...nodeOptions, MAIN, ...words], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  let peak = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, await peakOf(child.pid ?? 0));
    if (peak > mostMemory) child.kill('SIGKILL');
  }, 20);
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve({ exitCode, ...printed, peak });
    });
  });
}
