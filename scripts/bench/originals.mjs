// @ts-check

// Times value and gradient of each loss of the registry beside its original in PyTorch:
//
//     npx -y pnpm@12 bench-originals [--losses names] [--python PYTHON] [--limit SECONDS] [--again] [--write]
//
// The originals are the table of peers/originals.py; a loss that is not in it is timed without. Each loss is measured by a process of its own,
// which is stopped after --limit seconds, and peers take turns. --write keeps each result in docs/loss-speed.json as soon as it is there and
// generates docs/loss-speed.md; a run that was stopped goes on with what is lacking, and --again measures anew.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { callShapes, callWork } from '../../packages/bench/dist/cases/call.js';
import { measureCase } from '../../packages/bench/dist/measure/measureCase.js';
import { inOwnProcess } from '../../packages/bench/dist/protocol/inOwnProcess.js';
import { losskitVersion } from '../../packages/bench/dist/result/losskitVersion.js';
import { describeMachine } from '../../packages/bench/dist/result/machine.js';
import { splitLossList } from '../../packages/losses/dist/expression.js';
import { allLosses, findLoss } from '../../packages/losses/dist/registry.js';
import { COMPILED, NATIVE, ORIGINAL, RESULT_FILE, readKept, writePage } from './originals-page.mjs';

/** @typedef {import('./originals-page.mjs').MeasuredLoss} MeasuredLoss */
/** @typedef {Pick<MeasuredLoss, 'inputs' | 'seconds' | 'omitted'> & { versions: readonly string[] }} Finding */

/** @param {string} path */
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const BUILT_IN = pathOf('../../packages/bench/dist/peers/peerProcess.js');

/** One peer starts after the other: a large case has the memory for itself. */
const EFFORT = { startAtOnce: 1, rounds: 9, repetition: 0.05, warmUp: 0.2, limit: 2 };

const { values } = parseArgs({
  options: {
    losses: { type: 'string' },
    python: { type: 'string', default: process.env.LOSSKIT_PYTHON ?? 'python3' },
    limit: { type: 'string', default: '180' },
    again: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    /** What a process that measures one loss is started with. */
    measure: { type: 'string' },
  },
});

/** @param {string} name @returns {Promise<Finding>} */
async function measure(name) {
  const { declaration } = findLoss(name);
  const work = callWork(declaration);
  /** @type {import('../../packages/bench/dist/cases/Case.js').Case} */
  const given = {
    name,
    description: `value and gradient of ${name}`,
    work,
    unit: 1,
    checkSteps: 1,
    targets: [],
  };
  const builtIn = [COMPILED, NATIVE].map((peer) => ({
    name: peer,
    command: [process.execPath, BUILT_IN, peer],
  }));
  const original = { name: ORIGINAL, command: [values.python, pathOf('peers/original_peer.py')] };
  const contestants = [...builtIn, original].map((peer) => inOwnProcess(peer, 'one'));
  const folder = await mkdtemp(join(tmpdir(), 'losskit-originals-'));
  try {
    const { peers, omitted } = await measureCase(given, contestants, folder, EFFORT);
    return {
      inputs: callShapes(declaration, work.size),
      seconds: Object.fromEntries(peers.map(({ peer, processor }) => [peer, processor.minimum])),
      omitted: Object.fromEntries(
        // Neither is a fault: a backend that is not installed, and a loss of which the page says so.
        omitted
          .filter(({ kind }) => kind !== 'missing' && kind !== 'unsupported')
          .map(({ peer, reason }) => [peer, reason]),
      ),
      versions: peers.filter(({ peer }) => peer !== COMPILED).map(({ version }) => version),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures a loss in a process of its own. @param {string} name @param {number} seconds @returns {Promise<Finding>} */
async function measureApart(name, seconds) {
  const args = [fileURLToPath(import.meta.url), '--measure', name, '--python', values.python];
  // With its peers it is a group, which ends as a whole.
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', end);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, 1000 * seconds);
  let [output, problems] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    problems += text;
  });
  await once(child, 'close');
  clearTimeout(timer);
  process.off('exit', end);
  try {
    return JSON.parse(output);
  } catch {
    const reason = isLate
      ? `it took longer than ${seconds} s`
      : (problems.trim().split('\n').at(-1) ?? 'it failed');
    return { inputs: [], seconds: {}, omitted: { measurement: reason }, versions: [] };
  }
}

/** What stays of what was kept: nothing of another machine or version. */
function keptOfThisMachine() {
  const kept = readKept();
  const isSame =
    kept !== undefined &&
    isDeepStrictEqual([kept.machine, kept.losskit], [describeMachine(), losskitVersion()]);
  if (kept && !isSame && values.write)
    console.error('loss-speed: what was kept is of another machine or version, and is replaced');
  return isSame ? kept : undefined;
}

async function run() {
  const limit = Number(values.limit);
  if (!(limit > 0)) throw new RangeError(`--limit: expected seconds above 0, got '${values.limit}'.`);
  const asked = values.losses === undefined ? allLosses : splitLossList(values.losses).map(findLoss);
  /** @type {Readonly<Record<string, string>>} */
  const originals = JSON.parse(
    execFileSync(values.python, [pathOf('peers/originals.py')], { encoding: 'utf8' }),
  );
  const kept = keptOfThisMachine();
  let losses = kept?.losses ?? [];
  let versions = kept?.versions ?? [];
  const lacking = asked
    .map(({ declaration }) => declaration.name)
    .filter((name) => values.again || !losses.some(({ loss }) => loss === name));
  if (lacking.length < asked.length)
    console.error(`loss-speed: ${asked.length - lacking.length} of ${asked.length} are there`);
  for (const name of lacking) {
    const { versions: found, ...rest } = await measureApart(name, limit);
    const measured = { loss: name, original: originals[name] ?? null, ...rest };
    losses = [...losses.filter(({ loss }) => loss !== name), measured];
    versions = [...new Set([...versions, ...found])].sort();
    console.log(JSON.stringify(measured));
    if (!values.write) continue;
    const result = { version: 1, machine: describeMachine(), losskit: losskitVersion(), versions, losses };
    await writeFile(RESULT_FILE, `${JSON.stringify(result, undefined, 2)}\n`);
    writePage();
  }
}

if (values.measure === undefined) await run();
else console.log(JSON.stringify(await measure(values.measure)));
