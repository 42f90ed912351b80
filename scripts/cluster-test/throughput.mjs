// @ts-check

import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { countIn, crash, startBroker, startComparison, startWorker, storedRuns, until } from './cluster.mjs';

/**
 * Measures how many runs a second workers finish together, beside a pool of as many processes. Each run waits, so that the machine's
 * cores do not limit them.
 *
 *   --workers <n,…>   how many work at a time (default 2,4,8)
 *   --seeds <n>       runs, times eight (default 8)
 */
const { values } = parseArgs({
  options: { workers: { type: 'string', default: '2,4,8' }, seeds: { type: 'string', default: '8' } },
});

const TASK = 'packages/cluster/fixtures/waits.task.ts';
/** As in the task. */
const SECONDS = 2;
const LOSSES = 'mse,mae,huber,logCosh,pinball,pseudoHuber,smoothL1,barron:alpha=0';
const WORDS = [TASK, '--losses', LOSSES, '--seeds', values.seeds, '--backend', 'cpu', '--compile', 'off'];

/**
 * Compares, and gives the runs that were finished a second once everyone worked.
 *
 * @param {string} folder
 * @param {readonly string[]} words - How to run it.
 * @param {number} workers
 */
async function finishedPerSecond(folder, words, workers) {
  const log = join(folder, 'compare.log');
  const out = join(folder, 'out');
  const [code] = await once(startComparison([...WORDS, ...words], out, log), 'exit');
  if (code !== 0) throw new Error(`expected exit code 0, got ${code}: ${await readFile(log, 'utf8')}`);
  const runs = await storedRuns(out);
  const times = await Promise.all(runs.map(async (run) => (await stat(join(out, 'runs', run))).mtimeMs));
  times.sort((a, b) => a - b);
  // The first of each worker has its start before it.
  const [first = 0, last = 0] = [times[workers - 1], times.at(-1)];
  return ((times.length - workers) * 1000) / (last - first);
}

/** @template Result @param {(folder: string) => Promise<Result>} use @returns {Promise<Result>} */
async function inFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'losskit-throughput-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {number} processes */
const ofPool = (processes) =>
  inFolder((folder) => finishedPerSecond(folder, ['--jobs', String(processes)], processes));

/** @param {number} count */
const ofWorkers = (count) =>
  inFolder(async (folder) => {
    const broker = await startBroker(folder);
    const logs = Array.from({ length: count }, (_, place) => join(folder, `worker-${place}.log`));
    const workers = logs.map((log) => startWorker(broker.url, log));
    try {
      for (const log of logs) await until(async () => (await countIn(log, /^Ready/)) > 0);
      return await finishedPerSecond(folder, ['--queue', broker.url], count);
    } finally {
      await Promise.all(workers.map(crash));
      await broker.crash();
    }
  });

console.log(
  '| at a time | ideal, runs/s | pool, runs/s | workers, runs/s | of ideal | more than the pool takes |',
);
console.log('|---|---|---|---|---|---|');
for (const count of values.workers.split(',').map(Number)) {
  const ideal = count / SECONDS;
  const [pool, workers] = [await ofPool(count), await ofWorkers(count)];
  const cells = [
    count,
    ideal.toFixed(2),
    pool.toFixed(2),
    workers.toFixed(2),
    `${Math.round((workers / ideal) * 100)} %`,
    `${Math.round((pool / workers - 1) * 100)} %`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
