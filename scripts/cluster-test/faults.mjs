// @ts-check

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomStream } from '@losskit/random';

import { countIn, crash, startBroker, startComparison, startWorker, storedRuns, until } from './cluster.mjs';

/**
 * A comparison on several machines, and what happens to it meanwhile.
 *
 * @typedef {object} Plan
 * @property {readonly string[]} words - Of the comparison, after `compare`.
 * @property {number} workers
 * @property {number} lock - Seconds after which a silent worker's cell is given to another.
 * @property {number} workerKills
 * @property {number} freezes - Workers that are stopped for three times the lock, and go on.
 * @property {number} brokerKills
 * @property {number} coordinatorKills
 * @property {number} seed
 *
 * @typedef {object} Counts
 * @property {number} cells
 * @property {number} workerKills
 * @property {number} freezes
 * @property {number} brokerKills
 * @property {number} coordinatorKills
 * @property {number} givenToAnother - Cells whose worker had died or stopped answering.
 * @property {number} late - Results that came after that, and were refused.
 * @property {number} runAgain - Times that the command was given again, because a cell had died twice.
 * @property {number} seconds
 */

/**
 * Carries a plan out, and holds the comparison against the same one in one process.
 *
 * @param {Plan} plan
 * @param {string} folder - For all that is written.
 * @returns {Promise<Counts>}
 */
export async function withFaults(plan, folder) {
  const alone = join(folder, 'alone');
  const [code] = await once(
    startComparison([...plan.words, '--jobs', '2'], alone, join(folder, 'alone.log')),
    'exit',
  );
  if (code !== 0) throw new Error(`the comparison on one machine: expected exit code 0, got ${code}`);
  const cells = await storedRuns(alone);
  const random = randomStream(plan.seed, 'faults');
  const started = performance.now();

  const broker = await startBroker(folder);
  const together = join(folder, 'together');
  const coordinatorLog = join(folder, 'coordinator.log');
  const logs = Array.from({ length: plan.workers }, (_, place) => join(folder, `worker-${place}.log`));
  const joinQueue = (/** @type {string} */ log) => startWorker(broker.url, log, { lock: plan.lock });
  const workers = logs.map(joinQueue);
  const begin = () => startComparison([...plan.words, '--queue', broker.url], together, coordinatorLog);
  let coordinator = begin();

  const randomWorker = () => random.integer(plan.workers);
  const acts = {
    async workerKills() {
      const place = randomWorker();
      const worker = workers[place];
      // At some moment of a cell.
      await wait(random.uniform(0, 300));
      if (worker) await crash(worker);
      workers[place] = joinQueue(logs[place] ?? '');
    },
    async freezes() {
      const worker = workers[randomWorker()];
      worker?.kill('SIGSTOP');
      await wait(plan.lock * 3000);
      worker?.kill('SIGCONT');
    },
    async brokerKills() {
      await broker.crash();
      await wait(random.uniform(0, 1000));
      await broker.restart();
    },
    async coordinatorKills() {
      await crash(coordinator);
      await wait(random.uniform(0, 2000));
      coordinator = begin();
    },
  };
  /** @type {(keyof typeof acts)[]} */
  const names = ['workerKills', 'freezes', 'brokerKills', 'coordinatorKills'];
  // Each after so many runs are counted, in random order.
  const faults = names
    .flatMap((name) =>
      Array.from({ length: plan[name] }, () => ({ name, after: random.uniform(0.03, 0.9) * cells.length })),
    )
    .sort((a, b) => a.after - b.after);
  let runAgain = 0;
  try {
    for (const { name, after } of faults) {
      await until(async () => {
        if (coordinator.exitCode !== null)
          throw new Error(
            `expected all faults before the end, got exit code ${coordinator.exitCode} before ${name}`,
          );
        return (await storedRuns(together)).length >= after;
      });
      await acts[name]();
    }
    for (;;) {
      await until(async () => coordinator.exitCode !== null);
      if (coordinator.exitCode === 0) break;
      // A cell that died twice is said to be lost, and the same command runs it.
      if (runAgain === 5 || (await countIn(coordinatorLog, /got \d+ that the machine lost/)) !== runAgain + 1)
        throw new Error(`expected exit code 0, got ${coordinator.exitCode}`);
      runAgain += 1;
      coordinator = begin();
    }
  } finally {
    await Promise.all([coordinator, ...workers].map(crash));
    await broker.crash();
  }

  const counted = await storedRuns(together);
  if (counted.join() !== cells.join())
    throw new Error(`expected the ${cells.length} cells of one machine, each once, got ${counted.length}`);
  const [expected, got] = await Promise.all(
    [alone, together].map((one) => readFile(join(one, 'comparison.json'), 'utf8')),
  );
  if (got !== expected) throw new Error('expected the comparison.json of one machine, got other bytes');
  const countAll = async (/** @type {RegExp} */ words) => {
    const counts = await Promise.all(logs.map((log) => countIn(log, words)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const { workerKills, freezes, brokerKills, coordinatorKills } = plan;
  return {
    cells: cells.length,
    workerKills,
    freezes,
    brokerKills,
    coordinatorKills,
    givenToAnother: await countAll(/is given to another/),
    late: await countAll(/came too late/),
    runAgain,
    seconds: Math.round((performance.now() - started) / 1000),
  };
}
