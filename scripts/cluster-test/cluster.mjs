// @ts-check

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LOSSKIT = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
/** Milliseconds between two looks at what a test waits for. */
const LOOK = 50;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Starts a program whose output goes to a file.
 *
 * @param {string} command
 * @param {readonly string[]} words
 * @param {string} log
 */
function start(command, words, log) {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  return child;
}

/** Ends a process at once, as a crash does. @param {ChildProcess} child */
export async function crash(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A port of loopback that nobody listens on. @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port, got none');
  return address.port;
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Waits until a condition holds. @param {() => Promise<boolean>} holds @param {AbortSignal} [signal] */
export async function until(holds, signal) {
  while (!(await holds())) await wait(LOOK, undefined, { signal });
}

/**
 * How a Redis listens on a port.
 *
 * @typedef {(port: number) => { readonly words: readonly string[], readonly url: string }} Listening
 */

/** @type {Listening} */
const inPlainText = (port) => ({ words: ['--port', String(port)], url: `redis://127.0.0.1:${port}` });

/** @param {{ certificate: string, key: string, password: string }} secrets - The first two are files. @returns {Listening} */
export function withTls({ certificate, key, password }) {
  return (port) => ({
    words: [
      ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
      ...['--tls-cert-file', certificate, '--tls-key-file', key, '--requirepass', password],
    ],
    url: `rediss://:${password}@127.0.0.1:${port}`,
  });
}

/** A Redis of its own on loopback, in a folder, that survives its death. @param {string} folder @param {Listening} listening */
export async function startBroker(folder, listening = inPlainText) {
  const port = await freePort();
  const { words: ofPort, url } = listening(port);
  const data = join(folder, 'redis');
  await mkdir(data, { recursive: true });
  const words = [...ofPort, '--bind', '127.0.0.1', '--appendonly', 'yes', '--save', '', '--dir', data];
  const begin = async () => {
    const server = start('redis-server', words, join(folder, 'redis.log'));
    await until(() => answers(port));
    return server;
  };
  let server = await begin();
  return {
    url,
    crash: () => crash(server),
    async restart() {
      server = await begin();
    },
  };
}

/**
 * Starts a worker.
 *
 * @param {string} url
 * @param {string} log
 * @param {{ jobs?: number, lock?: number }} [options]
 */
export function startWorker(url, log, { jobs = 1, lock = 30 } = {}) {
  const words = ['worker', '--queue', url, '--jobs', String(jobs), '--lock', String(lock)];
  return start(process.execPath, [LOSSKIT, ...words], log);
}

/** Starts a comparison. @param {readonly string[]} words @param {string} folder @param {string} log */
export function startComparison(words, folder, log) {
  return start(process.execPath, [LOSSKIT, 'compare', ...words, '--out', folder], log);
}

/** The names of the runs that a comparison's folder holds. @param {string} folder */
export async function storedRuns(folder) {
  const names = await readdir(join(folder, 'runs')).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).sort();
}

/** @param {string} file @param {RegExp} words */
export async function countIn(file, words) {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => words.test(line)).length;
}
